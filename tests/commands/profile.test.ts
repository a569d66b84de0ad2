import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localDefaults, machine, row, local } from '../judge/machine.ts';
import { run } from '../plan/profiles/program.ts';

const ovpn = (...lines: string[]) =>
  ['client', 'dev tun', 'route-nopull', 'redirect-gateway def1', ...lines].join('\n') + '\n';
const exclusions = ['route 52.112.0.0 255.252.0.0 net_gateway', 'route 52.122.0.0 255.254.0.0 net_gateway'];

describe('the command profile', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'teams-profile-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');

  describe('check', () => {
    it('tells by its exit code, its text and its document', async () => {
      const good = file('good.ovpn', ovpn(...exclusions));
      const { code, stdout } = await run('profile', 'check', good, '--typical');
      assert.equal(code, 0);
      assert.match(
        stdout,
        /^Pass: .*\n.*VPN connected: OpenVpn profile\nWhat if the VPN connected with\s[^]*Kept out: 52.112.0.0\/14, 52.122.0.0\/15\./,
      );
      const bad = await run('profile', 'check', file('bad.ovpn', ovpn()), '--typical', '--json');
      assert.equal(bad.code, 1);
      const { status, leaks, profile } = JSON.parse(bad.stdout);
      assert.deepEqual([status, leaks[0].cidrs, profile.format], ['Fail', ['52.112.0.0/14'], 'OpenVpn']);
      assert.equal(
        (
          await run(
            'profile',
            'check',
            file('open.ovpn', ovpn(...exclusions).replace('route-nopull\n', '')),
            '--typical',
            '--quiet',
          )
        ).code,
        4,
      );
    });

    it('judges on a recorded machine as test --vpn-profile does', async () => {
      const snapshot = file('machine.json', JSON.stringify(machine(localDefaults, { interfaces: [row(local)] })));
      const profile = file('a.ovpn', ovpn(exclusions[0]));
      const [checked, tested] = await Promise.all([
        run('profile', 'check', profile, '--snapshot', snapshot, '--json'),
        run('test', '--vpn-profile', profile, '--snapshot', snapshot, '--json'),
      ]);
      assert.deepEqual(checked, tested);
      assert.equal(checked.code, 1);
      assert.deepEqual(
        JSON.parse(checked.stdout).leaks.map((leak: { cidrs: string[] }) => leak.cidrs),
        [['52.122.0.0/15']],
      );
    });

    it('judges several profiles, in spite of one that is none', async () => {
      const files = [file('a.ovpn', ovpn(...exclusions)), file('b.txt', 'hello'), file('c.ovpn', ovpn(...exclusions))];
      const { code, stdout, stderr } = await run('profile', 'check', ...files, '--typical', '--json');
      assert.equal(code, 2);
      assert.equal(stdout.trim().split('\n').length, 2);
      assert.match(stderr, /b.txt: line 1, column 1: this is no VPN profile that is read here/);
    });

    it('takes the administrator at his word on IPv6', async () => {
      const forced = file(
        'p.xml',
        '<VPNProfile><NativeProfile><RoutingPolicyType>ForceTunnel</RoutingPolicyType></NativeProfile>' +
          ['52.112.0.0/14', '52.122.0.0/15']
            .map(
              (cidr) =>
                `<Route><Address>${cidr.slice(0, -3)}</Address><PrefixSize>${cidr.slice(-2)}</PrefixSize><ExclusionRoute>true</ExclusionRoute></Route>`,
            )
            .join('') +
          '</VPNProfile>',
      );
      const code = async (...more: string[]) =>
        (await run('profile', 'check', forced, '--typical', '--quiet', ...more)).code;
      assert.deepEqual(
        await Promise.all([
          code(),
          code('--assume', 'ipv6=none'),
          code('--assume', 'ipv6=local'),
          code('--assume', 'ipv6=tunnel'),
          code('--assume', 'ipv6=maybe'),
          code('--assume', 'ipv6=none', '--assume', 'ipv6=local'),
        ]),
        [4, 0, 0, 1, 2, 2],
      );
    });
  });

  describe('update', () => {
    const old = ovpn('route 13.107.64.0 255.255.192.0 net_gateway', exclusions[0]);
    const fresh = ovpn(...exclusions);

    it('writes a new file beside, and none where there is nothing to do', async () => {
      const path = file('vpn.ovpn', old);
      const first = await run('profile', 'update', path, '--json');
      assert.equal(first.code, 0);
      const { changed, added, removed, output } = JSON.parse(first.stdout);
      assert.deepEqual(
        { changed, added, removed, output },
        {
          changed: true,
          added: ['52.122.0.0/15'],
          removed: ['13.107.64.0/18'],
          output: join(folder, 'vpn.updated.ovpn'),
        },
      );
      assert.deepEqual([text('vpn.ovpn'), text('vpn.updated.ovpn')], [old, fresh]);
      const again = await run('profile', 'update', path);
      assert.deepEqual([again.code, /FileExists/.test(again.stderr)], [2, true]);
      const second = await run('profile', 'update', join(folder, 'vpn.updated.ovpn'));
      assert.match(second.stdout, /up to date/);
      assert.deepEqual(readdirSync(folder).sort(), ['vpn.ovpn', 'vpn.updated.ovpn']);
    });

    it('replaces the file in place, keeps the old one, and does so once', async () => {
      const path = file('vpn.ovpn', old);
      chmodSync(path, 0o640);
      const { ino } = statSync(path);
      await run('profile', 'update', path, '--in-place');
      assert.deepEqual([text('vpn.ovpn'), text('vpn.ovpn.bak')], [fresh, old]);
      assert.equal(statSync(path).mode & 0o777, 0o640);
      assert.equal(statSync(join(folder, 'vpn.ovpn.bak')).ino, ino, 'the old file itself');
      await run('profile', 'update', path, '--in-place');
      assert.deepEqual(readdirSync(folder).sort(), ['vpn.ovpn', 'vpn.ovpn.bak']);
      writeFileSync(path, old);
      await run('profile', 'update', path, '--in-place');
      assert.deepEqual(readdirSync(folder).sort(), ['vpn.ovpn', 'vpn.ovpn.2.bak', 'vpn.ovpn.bak']);
    });

    it('writes where it is told, and nothing with --plan', async () => {
      const path = file('vpn.ovpn', old);
      assert.match((await run('profile', 'update', path, '--plan')).stdout, /\+ 52.122.0.0\/15\n {2}- 13.107.64.0\/18/);
      assert.deepEqual(readdirSync(folder), ['vpn.ovpn']);
      await run('profile', 'update', path, '--output', join(folder, 'new.ovpn'));
      assert.deepEqual([text('vpn.ovpn'), text('new.ovpn')], [old, fresh]);
      await run('profile', 'update', join(folder, 'new.ovpn'), '--output', join(folder, 'copy.ovpn'));
      assert.equal(text('copy.ovpn'), fresh);
    });

    it('gives a new file the permissions of the old one, also where that is reached by a link', async () => {
      chmodSync(file('vpn.ovpn', old), 0o640);
      symlinkSync('vpn.ovpn', join(folder, 'link.ovpn'));
      for (const name of ['vpn', 'link']) {
        assert.equal((await run('profile', 'update', join(folder, `${name}.ovpn`))).code, 0);
        assert.equal(statSync(join(folder, `${name}.updated.ovpn`)).mode & 0o777, 0o640, name);
      }
    });

    it('leaves nothing behind where the new file cannot take its place', async () => {
      const path = file('vpn.ovpn', old);
      mkdirSync(join(folder, 'taken'));
      const { code, stderr } = await run('profile', 'update', path, '--output', join(folder, 'taken'));
      assert.deepEqual([code, /FileUnwritable/.test(stderr)], [3, true]);
      assert.deepEqual(readdirSync(folder).sort(), ['taken', 'vpn.ovpn']);
    });

    it('updates several files, in spite of one that is none', async () => {
      const files = [file('a.ovpn', old), file('b.txt', 'hello'), file('c.ovpn', old)];
      const { code, stderr } = await run('profile', 'update', ...files);
      assert.deepEqual([code, /b.txt: /.test(stderr)], [2, true]);
      assert.deepEqual([text('a.updated.ovpn'), text('c.updated.ovpn')], [fresh, fresh]);
    });

    it('changes nothing where it cannot do all', async () => {
      const path = file('vpn.ovpn', old);
      symlinkSync(path, join(folder, 'link.ovpn'));
      const before = readdirSync(folder);
      for (const [code, ...args] of [
        [2, path, '--output', path],
        [2, path, '--output', join(folder, 'x'), '--in-place'],
        [3, path, '--output', join(folder, 'missing', 'x')],
        [2, join(folder, 'link.ovpn'), '--in-place'],
        [2, path, path, '--output', join(folder, 'x')],
        [2],
        [2, join(folder, 'nothing.ovpn')],
        [2, file('broken.ovpn', old + '<ca>\n')],
      ] as const) {
        const { code: exit, stderr } = await run('profile', 'update', ...args);
        assert.equal(exit, code, `${args.join(' ')}: ${stderr}`);
      }
      assert.deepEqual(readdirSync(folder).sort(), [...before, 'broken.ovpn'].sort());
      assert.equal(text('vpn.ovpn'), old);
    });
  });

  describe('bad input', () => {
    const lines = (count: number) => 'route 1.2.3.4\n'.repeat(count);
    const cases: [name: string, content: string | Uint8Array, message: RegExp][] = [
      [
        'an entity',
        '<!DOCTYPE a [<!ENTITY x "y">]><VPNProfile>&x;</VPNProfile>',
        /line 1, column \d+: this declares a document type/,
      ],
      [
        'laughter',
        `<!DOCTYPE a [${'abcdefghij'.replace(/./g, (name, i) => `<!ENTITY ${name} "${i === 0 ? 'ha' : `&${'abcdefghij'[i - 1]};`.repeat(10)}">`)}]><VPNProfile>&j;</VPNProfile>`,
        /line 1/,
      ],
      ['an outside entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><VPNProfile/>', /line 1/],
      [
        'an entity of its own',
        '<VPNProfile>\n&secret;</VPNProfile>',
        /line 2, column \d+: this is not well-formed XML: Invalid character entity/,
      ],
      ['a depth', '<VPNProfile>' + '<a>'.repeat(50_000), /elements are more than 100 deep/],
      ['a crowd', '<VPNProfile>' + '<a/>'.repeat(200_000) + '</VPNProfile>', /more than 100000 elements/],
      ['half a file', '<VPNProfile>\n <Route>\n  <Address>52.1', /line 3, column \d+: this is not well-formed XML/],
      ['a second root', '<VPNProfile/>\n<VPNProfile/>', /line 2, column 1: something follows the root element/],
      ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /no VPN profile/],
      ['nothing', '', /no VPN profile/],
      ['a wrong root', '<html><body/></html>', /its root element is "html"/],
      ['half UTF-16', Buffer.from([0xff, 0xfe, 0x3c]), /line 1, column 1: the file starts as UTF-16/],
      ['one line of 10 MB', 'x'.repeat(10_000_000), /no VPN profile/],
      [
        'many lines',
        'client\n' + lines(700_000) + 'redirect-gateway "',
        /line 700002, column 18: a quote is not closed/,
      ],
    ];
    for (const [name, content, message] of cases)
      it(`is named with its place, in bounded time: ${name}`, async () => {
        const path = file('profile', content);
        const start = performance.now();
        const { code, stdout, stderr } = await run('profile', 'check', path, '--typical');
        assert.equal(code, 2, stderr);
        assert.equal(stdout, '');
        assert.ok(stderr.startsWith(`error: ${path}: `), stderr.slice(0, 200));
        assert.match(stderr, message);
        assert.ok(performance.now() - start < 20_000);
      });

    it('is not read at all where it is too large', async () => {
      const { code, stderr } = await run('profile', 'check', file('profile', Buffer.alloc(17 << 20, 10)), '--typical');
      assert.deepEqual([code, /InputTooLarge/.test(stderr)], [2, true]);
    });

    it('does not put keys and passwords into errors', async () => {
      for (const content of [
        '[Interface]\nPrivateKey : hunter2hunter2\n[Peer]',
        'client\nauth-user-pass "hunter2',
        'client\nroute hunter2 255.0.0.7x',
        '<VPNProfile><Psk>hunter2</Psk><x></VPNProfile>',
        'group-policy A attributes\nusername a password hunter2 extra\naccess-list x standard permit 1.2.3.4 5.6.7.8',
      ]) {
        const { stdout, stderr } = await run(
          'profile',
          'check',
          file('profile', content),
          '--typical',
          '--json',
          '--verbose',
        );
        assert.doesNotMatch(stdout + stderr, /hunter2/);
      }
    });

    it('is a usage error where no file, no verb or no target is named', async () => {
      for (const args of [
        [],
        ['look'],
        ['check'],
        ['update'],
        ['exclusions'],
        ['exclusions', '--for', 'Zscaler'],
        ['exclusions', 'x', '--for', 'F5'],
      ]) {
        const { code, stderr } = await run('profile', ...args);
        assert.equal(code, 2, stderr);
      }
    });
  });

  it('prints exclusions that can be pasted', async () => {
    const { code, stdout } = await run('profile', 'exclusions', '--for', 'openvpn', '--cloud', 'USGovDoD');
    assert.equal(code, 0);
    assert.match(stdout, /^(#.*\n)+(route [\d.]+ [\d.]+ net_gateway\n)+$/);
  });
});
