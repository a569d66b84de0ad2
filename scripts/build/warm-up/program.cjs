// Runs the program once, on recorded snapshots, and writes the code cache of all that ran.
// usage: node program.cjs PROGRAM STATE-FOLDER CODE-CACHE SNAPSHOT...
const { readFileSync, writeFileSync } = require('node:fs');
const { Script } = require('node:vm');

const [, , path, stateFolder, codeCache, ...snapshots] = process.argv;
const program = new Script(readFileSync(path, 'utf8'), { filename: 'teams-split-tunnel.cjs' });

// The building machine's own state must not decide what is compiled.
process.geteuid = () => 65534;
process.env.XDG_STATE_HOME = stateFolder;
const options = snapshots.flatMap((snapshot) => ['--snapshot', snapshot]);
process.argv = [process.execPath, 'teams-split-tunnel', 'test', ...options];
process.on('exit', (code) => {
  writeFileSync(codeCache, program.createCachedData());
  // A snapshot that leaks ends with 1, which is what the warm-up is for.
  if (code === 1) process.exitCode = 0;
});
program.runInThisContext()(require, module, exports);
