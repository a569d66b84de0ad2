import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { makeCertificate } from '../bed/certificate.ts';
import { checkout } from '../bed/paths.ts';
import { requireOrSkip } from '../bed/require.ts';
import { tool } from '../bed/tools.ts';
import { TunnelProxy } from '../endpoints/tunnel-proxy.ts';

const program = ['--experimental-ffi', '--disable-warning=ExperimentalWarning', `${checkout}/src/main.ts`, 'endpoints'];

describe('endpoints (the whole program)', function () {
  requireOrSkip(this, ['namespaces', 'openssl']);
  let folder: string;
  /** What the program sees as /var/lib and as /etc/ssl. */
  const [library, authorities] = ['lib', 'ssl'].map((name) => () => join(folder, name));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'endpoints-'));
    mkdirSync(library());
    mkdirSync(join(authorities(), 'certs'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (args: readonly string[], env: Record<string, string> = {}) => {
    const enter = 'mount --bind "$1" /var/lib && mount --bind "$2" /etc/ssl && shift 2 && exec "$@"';
    const shell = ['/bin/sh', '-c', enter, 'sh', library(), authorities(), process.execPath];
    const { exitCode, stdout, stderr } = await execa(tool('unshare'), ['--mount', ...shell, ...program, ...args], {
      reject: false,
      extendEnv: false,
      env: { PATH: '/usr/bin:/bin', ...env },
    });
    return { code: exitCode, out: stdout.split('\n'), err: stderr };
  };
  const state = () => join(library(), 'teams-split-tunnel');

  it('tells the list, its version and its age first', async () => {
    const worldwide = await run(['--service-area', 'Skype', '--category', 'Optimize']);
    assert.match(
      worldwide.out[0],
      /^Worldwide: .*unknown version, bundled, last confirmed 2026-08-14, [0-9]+ days ago$/,
    );
    assert.deepEqual(worldwide.out.slice(1), [
      ' 11 Skype Optimize, UDP 3478,3479,3480,3481',
      '    52.112.0.0/14, 52.122.0.0/15, 2603:1063::/38',
    ]);
    assert.match(
      (await run(['--cloud', 'china'])).out[0],
      /^China: .* 2021032900, bundled, last confirmed 2021-03-29, /,
    );
    assert.deepEqual(readdirSync(library()), []);
  });

  it('is one document for programs, which is a list file too', async () => {
    const { out } = await run(['--cloud', 'USGovDoD', '--json']);
    const { rows, ...origin } = JSON.parse(out.join(''));
    assert.deepEqual(origin, {
      cloud: 'USGovDoD',
      version: '2026033100',
      source: 'bundled',
      confirmedAt: '2026-03-31',
    });
    assert.equal(rows.length, 24);
    writeFileSync(join(folder, 'list.json'), out.join(''));
    const again = await run(['--endpoints', join(folder, 'list.json'), '--json']);
    assert.deepEqual(JSON.parse(again.out.join('')), { ...origin, source: 'file', rows });
  });

  it('is one object a row or a prefix for PowerShell', async () => {
    const args = ['--service-area', 'Skype', '--category', 'Optimize', '--ndjson'];
    const objects = async (more: string[]) =>
      (await run([...args, ...more])).out
        .map((line) => JSON.parse(line))
        .filter((message) => message.type === 'object');
    const [row, ...others] = await objects([]);
    assert.equal(row.typeName, 'TeamsSplitTunnel.Endpoint');
    assert.deepEqual([row.value.cloud, row.value.id, row.value.source, others], ['Worldwide', 11, 'bundled', []]);
    assert.deepEqual(
      (await objects(['--prefixes'])).map(({ typeName, value }) => `${typeName} ${value.prefix}`),
      ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'].map((one) => `TeamsSplitTunnel.EndpointPrefix ${one}`),
    );
  });

  it('refuses what does not exist, and changes nothing', async () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '[{"id":7,"serviceArea":"Skype","category":"Optimize","ips":["10.0.0.1/8"]}]');
    const cases: [string[], RegExp][] = [
      [['--cloud', 'Mars'], /no cloud "Mars"; there are Worldwide, China, USGovGCCHigh, USGovDoD.*\[CloudUnknown\]/],
      [['--category', 'Best'], /\[CategoryUnknown\]/],
      [['--service-area', 'Teams'], /\[ServiceAreaUnknown\]/],
      [['--endpoints', broken], /broken.json, line 1: row 7: 10.0.0.1\/8 has host bits.*\[EndpointsInvalid\]/],
      [['--update', '--endpoints', broken], /\[BadUsage\]/],
    ];
    for (const [args, error] of cases) {
      const { code, err, out } = await run(args);
      assert.deepEqual([code, out], [2, ['']], args.join(' '));
      assert.match(err, error);
    }
    assert.deepEqual(readdirSync(library()), []);
  });

  it('--update without a network warns with the date, and the bundled list stays', async () => {
    const { code, out, err } = await run(['--update', '--json'], { HTTPS_PROXY: 'http://127.0.0.1:9' });
    assert.equal(code, 0);
    const warning =
      /^warning: 20..-..-..T.*Z: the endpoint list of Worldwide was not updated: .*ECONNREFUSED.* in force\.$/;
    assert.match(err, warning);
    assert.equal(JSON.parse(out.join('')).source, 'bundled');
  });

  it('ignores, with a warning, state that somebody else may have written', async () => {
    mkdirSync(state(), { mode: 0o700 });
    const rows = [{ id: 11, serviceArea: 'Skype', category: 'Optimize', ips: ['192.0.2.0/24'] }];
    const planted = { cloud: 'Worldwide', version: '2026110200', rows };
    writeFileSync(join(state(), 'endpoints-worldwide.json'), JSON.stringify(planted), { mode: 0o600 });
    assert.equal(JSON.parse((await run(['--json'])).out.join('')).source, 'cache');
    await execa(tool('chown'), ['12345', join(state(), 'endpoints-worldwide.json')]);
    const { out, err } = await run(['--json']);
    assert.equal(JSON.parse(out.join('')).source, 'bundled');
    assert.match(err, /^warning: .*is ignored: .* belongs to user 12345/);
  });

  describe("with Microsoft's name on a server behind a proxy", () => {
    const rows = [{ id: 11, serviceArea: 'Skype', category: 'Optimize', ips: ['192.0.2.0/24'] }];
    const version = '2026110200';
    let service: Server;
    let proxy: TunnelProxy;
    let certificate: string;
    let asked: string[];

    beforeEach(async () => {
      asked = [];
      const { certificateFile, keyFile } = makeCertificate(folder, 'endpoints.office.com');
      certificate = certificateFile;
      service = createServer(
        { cert: readFileSync(certificateFile), key: readFileSync(keyFile) },
        (request, response) => {
          asked.push(request.url!.replace(/\?.*/, ''));
          const latest = { instance: 'Worldwide', latest: version };
          response.end(JSON.stringify(request.url!.startsWith('/version/') ? latest : rows));
        },
      );
      await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening));
      proxy = await TunnelProxy.start((service.address() as AddressInfo).port);
    });
    afterEach(() => {
      proxy.stop();
      service.close().closeAllConnections();
    });

    const update = (env: Record<string, string> = {}) =>
      run(['--update', '--json'], { HTTPS_PROXY: proxy.url, ...env });

    it("takes a newer list where the system trusts the server's certificate; later runs use it", async () => {
      copyFileSync(certificate, join(authorities(), 'certs/office.pem'));
      const updated = JSON.parse((await update()).out.join(''));
      assert.deepEqual([updated.source, updated.version, updated.rows], ['service', version, rows]);
      assert.deepEqual(asked, ['/version/Worldwide', '/endpoints/Worldwide']);
      const { out } = await run(['--prefixes']);
      assert.match(out[0], /^Worldwide: endpoint list 2026110200, cached, last confirmed /);
      assert.deepEqual(out.slice(1), ['192.0.2.0/24']);
    });

    it('takes nothing from a server that only the environment trusts', async () => {
      const trusted = { SSL_CERT_FILE: certificate, SSL_CERT_DIR: folder, NODE_EXTRA_CA_CERTS: certificate };
      const { out, err } = await update({ ...trusted, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
      assert.equal(JSON.parse(out.join('')).source, 'bundled');
      assert.match(err, /was not updated: .*certificate/);
      assert.deepEqual(asked, []);
    });
  });
});
