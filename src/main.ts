import './environment.ts';
import { dispatch } from './commands/dispatch.ts';

// No await here: the executable's code cache is made of a CommonJS bundle.
void dispatch(process.argv.slice(2)).then((code) => process.exit(code));
