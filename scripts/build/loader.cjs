// The main script of an executable that carries a code cache made after a run: the cache of Node's own single executables
// holds only what is compiled before the first call, so that most functions would be compiled anew at each start.
const { getAsset, getRawAsset } = require('node:sea');
const { Script } = require('node:vm');

const program = new Script(getAsset('program', 'latin1'), {
  filename: 'teams-split-tunnel.cjs',
  cachedData: Buffer.from(getRawAsset('code-cache')),
});
program.runInThisContext()(require, module, exports);
