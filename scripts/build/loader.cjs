// The main script of every executable: runs the program's parts, each when it is asked for. The main part comes with a code
// cache that was made after a run, where the platform has one: Node's own caches hold only what is compiled before the first
// call, so that most functions would be compiled anew at each start.
const { getAsset, getAssetKeys, getRawAsset } = require('node:sea');
const { Script } = require('node:vm');

const parts = Object.create(null);

function requirePart(name) {
  if (!name.startsWith('./')) return require(name);
  if (name in parts) return parts[name];
  const exports = (parts[name] = {});
  compile(name.slice('./'.length)).runInThisContext()(exports, requirePart);
  return exports;
}

function compile(filename) {
  const cachedData =
    filename === 'main.js' && getAssetKeys().includes('code-cache') ? getRawAsset('code-cache') : undefined;
  const code = getAsset(filename, 'latin1');
  return new Script(code, { filename, cachedData: cachedData && Buffer.from(cachedData) });
}

requirePart('./main.js');
