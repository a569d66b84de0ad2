import assert from 'node:assert/strict';
import { anything, proof, told } from './reading.ts';

const ovpn = (...lines: string[]) => ['client', 'dev tun', 'remote vpn.example.com', ...lines].join('\n');
const closed = (...lines: string[]) => ovpn('route-nopull', ...lines);
const exclusions = ['route 52.112.0.0 255.252.0.0 net_gateway', 'route 52.122.0.0 255.254.0.0 net_gateway'];
const ipv6Routes = ['::/3-3', '2000::/4-4', '3000::/4-4', 'fc00::/7-7'];

describe('an OpenVPN configuration', () => {
  it('is read with its routes, exclusions and redirected gateway', async () => {
    const text = closed(
      'redirect-gateway def1 bypass-dhcp',
      ...exclusions,
      'route 10.0.0.0 255.0.0.0',
      'route 10.1.2.3',
      'route 10.2.0.0 255.255.0.0 vpn_gateway 50',
      'route 10.3.0.0 255.255.0.0 default default',
    );
    assert.deepEqual(await told(text), {
      format: 'OpenVpn',
      name: null,
      tunnel: ['0.0.0.0/1', '128.0.0.0/1', '10.0.0.0/8', '10.1.2.3/32', '10.2.0.0/16', '10.3.0.0/16'],
      local: ['52.112.0.0/14', '52.122.0.0/15'],
      open: [],
    });
  });

  it('knows the flags of redirect-gateway', async () => {
    const tunnel = async (flags: string, more = '') => {
      const { tunnel, open } = await told(closed(`redirect-gateway ${flags}`, more));
      return [...tunnel, ...open];
    };
    assert.deepEqual(await tunnel(''), ['0.0.0.0/0']);
    assert.deepEqual(await tunnel('def1'), ['0.0.0.0/1', '128.0.0.0/1']);
    assert.deepEqual(await tunnel('!ipv4'), []);
    assert.deepEqual(await tunnel('ipv6 !ipv4'), ipv6Routes, 'set only where the connection gets an IPv6 address');
    assert.deepEqual(await tunnel('ipv6 !ipv4', 'ifconfig-ipv6 fd00::2/64 fd00::1'), [
      '::/3',
      '2000::/4',
      '3000::/4',
      'fc00::/7',
      'fd00::/64',
    ]);
  });

  it('leaves open what the server may push, but for what the file keeps out', async () => {
    const open = async (...lines: string[]) => (await told(ovpn(...lines))).open;
    assert.deepEqual(await open(), anything);
    assert.deepEqual(await open('route-nopull'), []);
    assert.deepEqual(
      await open('pull-filter ignore "route"'),
      ['0.0.0.0/0-1', '::/0-7'],
      'redirect-gateway is still heard',
    );
    assert.deepEqual(await open('pull-filter ignore "route"', 'pull-filter ignore redirect-gateway'), []);
    assert.deepEqual(await open('pull-filter ignore "route "', 'pull-filter reject redirect-gateway'), ['::/0-128']);
    assert.deepEqual(
      await open('pull-filter accept "route 10."', 'pull-filter ignore route', 'pull-filter ignore redirect-gateway'),
      ['0.0.0.0/0-32'],
    );
    assert.deepEqual(await open('pull-filter ignore "route 10."'), anything);
    assert.deepEqual(await open('pull-filter ignore ""'), []);
    assert.deepEqual((await told('tls-client\ndev tun\nifconfig 10.8.0.2 10.8.0.1')).open, [], 'nothing is pulled');
    assert.deepEqual((await told('tls-client\ndev tun\npull')).open, anything);
  });

  it('leaves open what scripts, other files, names and foreign gateways do', async () => {
    const open = async (...lines: string[]) => (await told(closed(...lines))).open;
    for (const line of [
      'up /etc/openvpn/up.sh',
      'route-up r',
      'ipchange x',
      'plugin p',
      'config more.ovpn',
      'dev tap0',
    ])
      assert.deepEqual(await open(line), anything, line);
    assert.deepEqual(await open('route intranet.example.com'), ['0.0.0.0/0-32']);
    assert.deepEqual(await open('route intranet.example.com 255.255.255.255 net_gateway'), []);
    assert.deepEqual(await open('route 52.112.0.0 255.252.0.0 192.168.1.1'), ['52.112.0.0/14-14']);
    assert.deepEqual(await open('route remote_host 255.255.255.255 net_gateway'), []);
    assert.deepEqual(await told(closed('route-noexec', 'redirect-gateway')).then(({ tunnel }) => tunnel), []);
  });

  it('reads words as OpenVPN does', async () => {
    const lines = [
      '  --route "10.1.0.0"   255.255.0.0   # a comment',
      "route '10.2.0.0' 255.255.0.0;more",
      'route 10.3.0.0 255.255.0.0 ; more',
      'setenv opt route 10.4.0.0 255.255.0.0',
      '# route 10.5.0.0 255.255.0.0',
      '; route 10.6.0.0',
      'route 10\\.7.0.0 255.255.0.0',
      '',
    ];
    await assert.rejects(told(closed(lines[1])), /line 5, column 18: "255.255.0.0;more" is not a netmask/);
    assert.deepEqual((await told(closed(...lines.filter((_, i) => i !== 1)))).tunnel, [
      '10.1.0.0/16',
      '10.3.0.0/16',
      '10.4.0.0/16',
      '10.7.0.0/16',
    ]);
  });

  it('does not look into inline files and server blocks', async () => {
    const text = closed(
      '<ca>',
      'route 10.1.0.0 255.255.0.0',
      '</cert>',
      '</ca>',
      '<connection>',
      'remote a',
      '</connection>',
      'route 10.2.0.0 255.255.0.0',
    );
    assert.deepEqual((await told(text)).tunnel, ['10.2.0.0/16']);
    await assert.rejects(told(closed('<ca>', 'abc')), /line 6, column 4: <ca> is not closed/);
  });

  it('takes line ends of Windows, and a lone carriage return for no line end', async () => {
    assert.deepEqual((await told(closed(...exclusions).replaceAll('\n', '\r\n'))).local, [
      '52.112.0.0/14',
      '52.122.0.0/15',
    ]);
    assert.deepEqual((await told(closed(`# a comment\r${exclusions[0]}`))).local, []);
  });

  it('passes, fails or is Unknown as a whole', async () => {
    const full = 'redirect-gateway def1';
    assert.equal(await proof(closed(full, ...exclusions)), 'Pass');
    assert.equal(await proof(closed(full)), 'Fail');
    assert.equal(await proof(ovpn(full)), 'Fail');
    assert.equal(await proof(ovpn(full, ...exclusions)), 'Unknown');
    assert.equal(await proof(ovpn('pull-filter ignore route', ...exclusions), { ipv6: 'none' }), 'Pass');
    assert.equal(await proof(ovpn('pull-filter ignore route'), { ipv6: 'none' }), 'Unknown');
    assert.equal(await proof(ovpn(full, ...exclusions), { ipv6: 'none' }), 'Unknown');
    assert.equal(await proof(closed('redirect-gateway def1 ipv6', ...exclusions)), 'Unknown');
    assert.equal(await proof(closed('redirect-gateway def1 ipv6', ...exclusions), { ipv6: 'none' }), 'Pass');
    assert.equal(await proof(closed(full, ...exclusions, 'route 52.113.0.0 255.255.0.0')), 'Fail');
  });

  for (const [line, why] of [
    ['route 52.112.0.0 255.252.0.1', /line 5, column 18: "255.252.0.1" is not a netmask/],
    ['route 52.113.0.0 255.252.0.0 net_gateway', /line 5, column 7: .*did you mean 52.112.0.0\/14/],
    ['route', /line 5, column 1: route has no network/],
    ['route-ipv6 2603:1063::/129', /line 5, column 12: .*is not a prefix/],
    ['auth-user-pass "secret', /line 5, column 16: a quote is not closed/],
  ] as const)
    it(`names line and column of ${line}`, () =>
      assert.rejects(told(closed(line)), { id: 'ProfileInvalid', message: why }));

  it("refuses a server's configuration", () =>
    assert.rejects(told('dev tun\nserver 10.8.0.0 255.255.255.0'), { id: 'ProfileUnsupported' }));
});
