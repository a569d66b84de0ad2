// Runs the program once, on recorded snapshots, and writes the code cache of all that ran of its main part.
// usage: node program.cjs LOADER PARTS-FOLDER STATE-FOLDER CODE-CACHE SNAPSHOT...
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const [, , loader, folder, stateFolder, codeCache, ...snapshots] = process.argv;

/** Every part that was compiled; the main part is the first. */
const compiled = [];
function Recorded(...source) {
  compiled.push(new Script(...source));
  return compiled.at(-1);
}
const standIns = {
  'node:sea': { getAsset: (name, encoding) => readFileSync(join(folder, name), encoding), getAssetKeys: () => [] },
  'node:vm': { Script: Recorded },
};

// The building machine's own state must not decide what is compiled.
process.geteuid = () => 65534;
process.env.XDG_STATE_HOME = stateFolder;
const options = snapshots.flatMap((snapshot) => ['--snapshot', snapshot]);
process.argv = [process.execPath, 'teams-split-tunnel', 'test', ...options];
process.on('exit', (code) => {
  writeFileSync(codeCache, compiled[0].createCachedData());
  // A snapshot that leaks ends with 1, which is what the warm-up is for.
  if (code === 1) process.exitCode = 0;
});
new Function('require', readFileSync(loader, 'utf8'))((name) => standIns[name] ?? require(name));
