import assert from 'node:assert/strict';
import { proof, told } from './reading.ts';

const noneOfIpv6 = '::/0-0';
const members = (name: string, ...texts: string[]) =>
  `<${name}>${texts.map((text) => `<member>${text}</member>`).join('')}</${name}>`;
const gateway = (...entries: [name: string, split: string][]) =>
  `<config><global-protect-gateway><entry name="GW"><remote-user-tunnel-configs>${entries.map(([name, split]) => `<entry name="${name}"><split-tunneling>${split}</split-tunneling></entry>`).join('')}</remote-user-tunnel-configs></entry></global-protect-gateway><address><entry name="teams"><ip-netmask>52.112.0.0/14</ip-netmask></entry><entry name="host"><ip-netmask>10.0.0.1</ip-netmask></entry><entry name="site"><fqdn>a.com</fqdn></entry></address></config>`;
const media = ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'];

describe('a configuration of GlobalProtect', () => {
  it('is read from PAN-OS, with address objects', async () => {
    const text = gateway([
      'Staff',
      members('exclude-access-route', 'teams', '52.122.0.0/15') +
        members('access-route', '0.0.0.0/0', 'host', '10.0.0.47/24'),
    ]);
    assert.deepEqual(await told(text), {
      format: 'GlobalProtect',
      name: 'Staff',
      tunnel: ['0.0.0.0/0', '10.0.0.1/32', '10.0.0.0/24'],
      local: ['52.112.0.0/14', '52.122.0.0/15'],
      open: [],
    });
  });

  it("is read from a gateway's answer to a client, and from the part that is pasted", async () => {
    const answer = `<response status="success">${members('access-routes', '0.0.0.0/0')}${members('access-routes-v6', '::/0')}${members('exclude-access-routes', ...media.slice(0, 2))}${members('exclude-access-routes-v6', media[2])}</response>`;
    const { tunnel, local, open } = await told(answer);
    assert.deepEqual({ tunnel, local, open }, { tunnel: ['0.0.0.0/0', '::/0'], local: media, open: [] });
    assert.equal(await proof(answer), 'Pass');
    assert.deepEqual((await told(members('exclude-access-route', ...media))).local, media);
  });

  it('sends everything into the tunnel without access routes', async () => {
    const { tunnel, open } = await told(gateway(['Staff', '']));
    assert.deepEqual({ tunnel, open }, { tunnel: ['0.0.0.0/0'], open: [noneOfIpv6] });
  });

  it('leaves open what names and applications do', async () => {
    const open = async (split: string) =>
      (await told(gateway(['Staff', members('access-route', '10.0.0.0/8') + split]))).open;
    const both = ['0.0.0.0/0-32', '::/0-128'];
    assert.deepEqual(await open(''), []);
    assert.deepEqual(await open(members('exclude-access-route', 'site')), both);
    assert.deepEqual(await open(members('exclude-access-route', 'nowhere')), both);
    assert.deepEqual(
      await open('<include-domains><list><entry name="*.teams.microsoft.com"/></list></include-domains>'),
      both,
    );
    assert.deepEqual(await open(members('include-applications', 'ms-teams.exe')), both);
    assert.deepEqual(await open(members('exclude-applications', 'ms-teams.exe')), []);
    assert.deepEqual(await open('<no-direct-access-to-local-network>yes</no-direct-access-to-local-network>'), both);
  });

  it('takes the entry that is named, and asks where there are several', async () => {
    const text = gateway(['A', members('exclude-access-route', ...media)], ['B', '']);
    await assert.rejects(told(text), { id: 'ProfileAmbiguous', message: /A, B/ });
    assert.equal(await proof(text, { policy: 'A' }), 'Pass');
    assert.equal(await proof(text, { policy: 'B' }), 'Fail');
  });

  it('names line and column of a bad route', () =>
    assert.rejects(told(gateway(['A', '\n\n' + members('access-route', '10.0.0.0/99')])), {
      id: 'ProfileInvalid',
      message: /line 3, column 15: "10.0.0.0\/99"/,
    }));
});
