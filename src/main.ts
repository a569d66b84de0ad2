import './environment.ts';
import { writeSync } from 'node:fs';
import { version } from './version.ts';

writeSync(1, `${version}\n`);
