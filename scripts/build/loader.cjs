// The main script of every executable: runs the program's parts, each when it is asked for. The main part comes with a code
// cache that was made after a run, where the platform has one: Node's own caches hold only what is compiled before the first
// call, so that most functions would be compiled anew at each start.
const { getAsset, getAssetKeys, getRawAsset } = require('node:sea');
const { Script } = require('node:vm');

const parts = Object.create(null);
const exported = Object.create(null);

function requirePart(name) {
  if (!name.startsWith('./')) return require(name);
  if (name in exported) return exported[name];
  if (!(name in parts)) Object.assign(parts, compile(name.slice('./'.length)).runInThisContext());
  const exports = (exported[name] = {});
  parts[name](exports, requirePart);
  return exports;
}

function compile(filename) {
  const cachedData = filename === 'main.js' ? codeCache() : undefined;
  return new Script(getAsset(filename, 'latin1'), { filename, cachedData });
}

function codeCache() {
  return getAssetKeys().includes('code-cache') ? Buffer.from(getRawAsset('code-cache')) : undefined;
}

requirePart('./main.js');
