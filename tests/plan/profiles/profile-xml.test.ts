import assert from 'node:assert/strict';
import { anything, proof, told } from './reading.ts';
import { profileXml, routeXml } from './samples.ts';

const excluded = ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38']
  .map((cidr) => routeXml(cidr, '<ExclusionRoute>true</ExclusionRoute>'))
  .join('');
const classless = '<DisableClassBasedDefaultRoute>true</DisableClassBasedDefaultRoute>';
const noneOfIpv6 = '::/0-0';

describe('ProfileXML', () => {
  it('is read with its routes and exclusions', async () => {
    const text = profileXml(
      'ForceTunnel',
      excluded + routeXml('10.0.0.0/8') + routeXml('10.1.0.0/16', '<ExclusionRoute> False </ExclusionRoute>'),
    );
    assert.deepEqual(await told(text), {
      format: 'ProfileXml',
      name: 'Contoso',
      tunnel: ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16'],
      local: ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'],
      open: [noneOfIpv6],
    });
  });

  it('leaves open what only the server knows', async () => {
    const open = async (...parts: Parameters<typeof profileXml>) => (await told(profileXml(...parts))).open;
    const classes = ['0.0.0.0/1-8', '128.0.0.0/2-16', '192.0.0.0/3-24'];
    assert.deepEqual(await open('SplitTunnel'), classes);
    assert.deepEqual(await open('SplitTunnel', '', classless), []);
    assert.deepEqual(await open('SplitTunnel', '', classless.replace('true', 'false')), classes);
    assert.deepEqual(await open(''), anything);
    assert.deepEqual(await open('Sideways'), anything);
    assert.deepEqual(await open('SplitTunnel', '<TrafficFilter><App/></TrafficFilter>', classless), anything);
    assert.deepEqual(await open('SplitTunnel', '<LockDown>true</LockDown>', classless), anything);
    assert.deepEqual(await open('SplitTunnel', '<PluginProfile/>', classless), anything);
  });

  it('fails as a forced tunnel without exclusions, and passes with all of them', async () => {
    assert.equal(await proof(profileXml('ForceTunnel')), 'Fail');
    assert.equal(await proof(profileXml('ForceTunnel', excluded)), 'Pass');
  });

  it('is Unknown where the server may take IPv6 along, until the administrator says', async () => {
    const text = profileXml('ForceTunnel', excluded.replace(/<Route><Address>2603.*/, ''));
    assert.equal(await proof(text), 'Unknown');
    assert.equal(await proof(text, { ipv6: 'none' }), 'Pass');
    assert.equal(await proof(text, { ipv6: 'local' }), 'Pass');
    assert.equal(await proof(text, { ipv6: 'tunnel' }), 'Fail');
  });

  it('is Unknown with a class-based route, a TrafficFilter or LockDown', async () => {
    assert.equal(await proof(profileXml('SplitTunnel', routeXml('10.0.0.0/8'), classless)), 'Pass');
    assert.equal(await proof(profileXml('SplitTunnel', routeXml('10.0.0.0/8'))), 'Unknown');
    assert.equal(await proof(profileXml('SplitTunnel', excluded)), 'Pass', 'an exclusion is longer than a class');
    assert.equal(await proof(profileXml('ForceTunnel', excluded + '<LockDown>true</LockDown>')), 'Unknown');
    assert.equal(await proof(profileXml('ForceTunnel', excluded + '<TrafficFilter/>')), 'Unknown');
  });

  it('fails where an included route is inside an exclusion', async () => {
    assert.equal(await proof(profileXml('ForceTunnel', excluded + routeXml('52.113.0.0/16'))), 'Fail');
  });

  it('does not take what is in a comment, in CDATA or elsewhere for a route', async () => {
    const hidden = `<!-- ${excluded.replaceAll('--', '')} --><AppTrigger><![CDATA[${excluded}]]></AppTrigger><AppTrigger>${excluded}</AppTrigger>`;
    assert.deepEqual((await told(profileXml('ForceTunnel', hidden))).local, []);
  });

  it('reads character references and white space as XML has them', async () => {
    const route =
      '<Route>\n <Address> 52.11&#50;.0.0\n</Address><PrefixSize><![CDATA[14]]></PrefixSize><ExclusionRoute>TRUE</ExclusionRoute></Route>';
    assert.deepEqual((await told(profileXml('ForceTunnel', route))).local, ['52.112.0.0/14']);
  });

  for (const [route, why] of [
    ['<Route/>', /line 3, column 1: Route has no Address/],
    ['<Route><Address>52.112.0.0</Address></Route>', /line 3, column 1: Route has no PrefixSize/],
    [routeXml('52.112.0.0/33'), /line 3, column 1: "52.112.0.0\/33" is not a prefix/],
    [routeXml('52.113.0.0/14'), /line 3, column 1: .*host bits set; did you mean 52.112.0.0\/14/],
    [routeXml('teams.microsoft.com/32'), /line 3, column 1: .*is not a prefix/],
  ] as const)
    it(`names line and column of ${route}`, () =>
      assert.rejects(told(profileXml('ForceTunnel', `\n\n${route}`)), { id: 'ProfileInvalid', message: why }));
});
