import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { collectNameResolution } from '../../../src/collect/linux/name-resolution.ts';
import { collectProxies } from '../../../src/collect/linux/proxies.ts';

describe('what is set up on a Linux', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'setup-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const write = (path: string, ...lines: string[]) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), lines.join('\n'));
  };

  describe('the resolvers', () => {
    it('are those of resolv.conf', () => {
      write(
        'etc/resolv.conf',
        '# nameserver 192.0.2.9',
        'search example',
        'nameserver 192.0.2.1',
        '  nameserver\tfe80::1%eth0 # local',
        'nameserver 2001:DB8::1',
        'nameserver bad',
        'nameserver 192.0.2.1',
      );
      assert.deepEqual(
        collectNameResolution(root)?.servers.map(({ address, interfaceIndex }) => [address, interfaceIndex]),
        [
          ['192.0.2.1', null],
          ['fe80::1', null],
          ['2001:db8::1', null],
        ],
      );
    });
    it('and those that systemd keeps for an interface', () => {
      write(
        'run/systemd/resolve/netif/3',
        '# This is private data. Do not parse.',
        'SERVERS=10.8.0.1 [2001:db8::5]:53%3#name',
      );
      write('run/systemd/netif/links/2', 'ADMIN_STATE=configured', 'DNS=192.168.1.1 192.168.1.2:5353 fe80::1%2');
      write('run/systemd/netif/links/2.tmp', 'DNS=192.0.2.99');
      assert.deepEqual(collectNameResolution(root), {
        servers: [
          { address: '10.8.0.1', interfaceIndex: 3 },
          { address: '2001:db8::5', interfaceIndex: 3 },
          { address: '192.168.1.1', interfaceIndex: 2 },
          { address: 'fe80::1', interfaceIndex: 2 },
        ],
      });
    });
    it('are none without any file, and unreadable where a file is none', () => {
      assert.deepEqual(collectNameResolution(root), { servers: [] });
      mkdirSync(join(root, 'etc/resolv.conf'), { recursive: true });
      assert.equal(collectNameResolution(root), null);
    });
  });

  describe('the proxies', () => {
    it('are those of variables, without names and passwords', () => {
      write(
        'etc/environment',
        '# HTTPS_PROXY=comment',
        'HTTP_PROXY=http://plain:1',
        'export HTTPS_PROXY="http://user:p%40ss@corp:3128/"',
        "NO_PROXY='localhost,52.112.*'",
      );
      const environment = { https_proxy: '', ALL_PROXY: 'socks5://own:1080', no_proxy: 'a,b' };
      assert.deepEqual(collectProxies(environment, root), {
        settings: [
          { source: 'environment', scope: 'user', server: 'socks5://own:1080', bypass: 'a;b' },
          { source: 'environment', scope: 'machine', server: 'http://corp:3128/', bypass: 'localhost;52.112.*' },
        ],
        unread: [],
      });
    });
    it('are none where only plain HTTP has one', () => {
      assert.deepEqual(collectProxies({ HTTP_PROXY: 'http://plain:1' }, root), { settings: [], unread: [] });
    });
    it('say which file could not be read', () => {
      mkdirSync(join(root, 'etc/environment'), { recursive: true });
      const { settings, unread } = collectProxies({ https_proxy: 'x:1' }, root);
      assert.deepEqual([settings.length, unread], [1, [`${root}/etc/environment`]]);
    });
  });
});
