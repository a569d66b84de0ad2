import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolError } from '../../src/contract/error.ts';
import { httpGet } from '../../src/endpoints/http.ts';
import { makeCertificate } from '../bed/certificate.ts';
import { requireOrSkip } from '../bed/require.ts';
import { TunnelProxy } from './tunnel-proxy.ts';

describe('httpGet', function () {
  requireOrSkip(this, ['openssl']);
  let folder: string;
  let authority: string;
  let service: Server;
  let proxy: TunnelProxy;
  const never = new AbortController().signal;
  const port = () => (service.address() as AddressInfo).port;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tls-'));
    const { certificateFile, keyFile } = makeCertificate(folder, 'localhost');
    authority = readFileSync(certificateFile, 'utf8');
    service = createServer({ cert: authority, key: readFileSync(keyFile) }, (request, response) =>
      response.setHeader('content-type', 'text/plain').end(request.headers.host),
    );
    await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening));
  });
  beforeEach(async () => (proxy = await TunnelProxy.start(port())));
  afterEach(() => proxy.stop());
  after(() => {
    service.close().closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (url: string, environment: NodeJS.ProcessEnv, authorities: string[]) =>
    httpGet({ environment, authorities })(new URL(url), never);
  const here = () => `https://localhost:${port()}/`;

  it('believes the authorities that it is given, and no others', async () => {
    const answer = await get(here(), {}, [authority]);
    assert.deepEqual([answer.status, answer.contentType], [200, 'text/plain']);
    await assert.rejects(get(here(), {}, []), { id: 'ServiceUnreachable', message: /self-signed certificate/ });
  });

  it('believes a certificate only for its own name', async () => {
    await assert.rejects(get(`https://127.0.0.1:${port()}/`, {}, [authority]), {
      id: 'ServiceUnreachable',
      message: /does not match certificate/,
    });
  });

  for (const name of ['HTTPS_PROXY', 'https_proxy'])
    it(`goes through the proxy of ${name}, and asks it for the name, not for an address`, async () => {
      const { body } = await get('https://localhost:4/', { [name]: proxy.url }, [authority]);
      assert.equal(body, 'localhost:4');
      assert.deepEqual(proxy.asked, ['localhost:4']);
    });

  it('goes past the proxy where NO_PROXY says so', async () => {
    await get(here(), { HTTPS_PROXY: proxy.url, NO_PROXY: 'localhost' }, [authority]);
    assert.deepEqual(proxy.asked, []);
  });

  it("tells no proxy's password", async () => {
    const wrong = [
      'http://user:secret@[',
      'user:secret@127.0.0.1:9',
      'socks5://user:secret@127.0.0.1:9',
      '127.0.0.1:9',
    ];
    const errors: Record<string, string> = { 'http://user:secret@127.0.0.1:9': 'ServiceUnreachable' };
    for (const url of wrong) errors[url] = 'ProxyInvalid';
    for (const [url, id] of Object.entries(errors))
      await assert.rejects(get(here(), { HTTPS_PROXY: url }, [authority]), (error) => {
        assert.ok(error instanceof ToolError && error.id === id, `${url}: ${String(error)}`);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      });
  });
});
