import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { version } from '../../src/version.ts';
import { makeCertificate } from '../bed/certificate.ts';
import { checkout } from '../bed/paths.ts';
import { requireOrSkip } from '../bed/require.ts';
import { tool } from '../bed/tools.ts';
import { built } from './dist.ts';

const windows = { 'win-x64': 0x8664, 'win-arm64': 0xaa64 };
const executables = [
  ...Object.keys(windows).map((name) => `${name}/teams-split-tunnel.exe`),
  'linux-x64/teams-split-tunnel',
];

describe('the executables', () => {
  it('run on the machine they were built on', () => {
    const output = execFileSync(built('linux-x64/teams-split-tunnel'), ['--version'], { encoding: 'utf8' });
    assert.equal(output, `teams-split-tunnel ${version}\n`);
  });

  for (const path of executables) {
    it(`may be executed: ${path}`, () => accessSync(built(path), constants.X_OK));

    it(`tell nothing of the building machine: ${path}`, () => {
      assert.equal(readFileSync(built(path)).includes(`${checkout}/`), false);
    });
  }

  for (const [name, machine] of Object.entries(windows)) {
    it(`are for their machine and unsigned: ${name}`, () => {
      const program = readFileSync(built(name, 'teams-split-tunnel.exe'));
      const pe = program.readUInt32LE(0x3c);
      assert.equal(program.toString('latin1', pe, pe + 4), 'PE\0\0');
      assert.equal(program.readUInt16LE(pe + 4), machine);
      assert.equal(program.readBigUInt64LE(pe + 24 + 112 + 4 * 8), 0n, 'the certificate table is empty');
    });
  }
});

describe('what Windows shows of the executables', function () {
  for (const name of Object.keys(windows)) {
    it(`is our name and version, not Node's: ${name}`, () => {
      const program = NtExecutable.from(readFileSync(built(name, 'teams-split-tunnel.exe')));
      const { entries } = NtExecutableResource.from(program);
      const [info] = Resource.VersionInfo.fromEntries(entries);
      const [language] = info!.getAllLanguagesForStringValues();
      const shown = info!.getStringValues(language!);
      assert.equal(shown['ProductName'], 'TeamsSplitTunnel');
      assert.equal(shown['ProductVersion'], version);
      assert.equal(shown['OriginalFilename'], 'teams-split-tunnel.exe');
      assert.deepEqual(
        entries.map(({ id }) => id).filter((id) => id === 'NODE_SEA_BLOB'),
        ['NODE_SEA_BLOB'],
      );
    });
  }
});

describe('the Windows executables', function () {
  requireOrSkip(this, ['osslsigncode', 'openssl']);

  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'signed-'));
  });

  after(() => rmSync(folder, { recursive: true }));

  for (const name of Object.keys(windows)) {
    it(`can be signed: ${name}`, () => {
      const { certificateFile, keyFile } = makeCertificate(folder, `signer-${name}`);
      const signed = join(folder, `${name}.exe`);
      const sign = ['sign', '-certs', certificateFile, '-key', keyFile, '-h', 'sha256'];
      execFileSync(tool('osslsigncode'), [...sign, '-in', built(name, 'teams-split-tunnel.exe'), '-out', signed]);
      const verified = execFileSync(tool('osslsigncode'), ['verify', '-CAfile', certificateFile, signed]);
      assert.match(verified.toString(), /Signature verification: ok/);
    });
  }
});
