import assert from 'node:assert/strict';
import { anything, proof, told } from './reading.ts';

const route = (cidr: string) => {
  const [destination, mask] = cidr.split('/');
  return `<route><destination>${destination}</destination><mask>${mask}</mask></route>`;
};
const azure = (client: string) =>
  `<AzVpnProfile xmlns="u"><clientconfig>${client}</clientconfig><name>Contoso</name></AzVpnProfile>`;
const halves = `<includeroutes>${route('0.0.0.0/1')}${route('128.0.0.0/1')}</includeroutes>`;

describe('an Azure VPN profile', () => {
  it('is read with its included and excluded routes', async () => {
    assert.deepEqual(await told(azure(`<excluderoutes>${route('52.112.0.0/14')}</excluderoutes>${halves}`)), {
      format: 'AzureVpn',
      name: 'Contoso',
      tunnel: ['0.0.0.0/1', '128.0.0.0/1'],
      local: ['52.112.0.0/14'],
      open: anything,
    });
  });

  it('is recognised in any case, with a namespace prefix, and without a clientconfig', async () => {
    assert.equal((await told('<azvpnprofile/>')).format, 'AzureVpn');
    const prefixed = `<z:AzVpnProfile xmlns:z="u"><z:clientconfig>${halves.replace(/<(\/?)/g, '<$1z:')}</z:clientconfig></z:AzVpnProfile>`;
    assert.deepEqual((await told(prefixed)).tunnel, ['0.0.0.0/1', '128.0.0.0/1']);
  });

  it('never passes: its gateway advertises routes; but it fails where it proves a leak', async () => {
    const exclusions = `<excluderoutes>${route('52.112.0.0/14')}${route('52.122.0.0/15')}</excluderoutes>`;
    assert.equal(await proof(azure(exclusions + halves)), 'Unknown');
    assert.equal(await proof(azure(exclusions), { ipv6: 'none' }), 'Unknown');
    assert.equal(await proof(azure(halves)), 'Fail');
  });

  it('names line and column of a route without a mask', () =>
    assert.rejects(told(azure('\n<includeroutes><route><destination>1.2.3.0</destination></route></includeroutes>')), {
      id: 'ProfileInvalid',
      message: 'line 2, column 16: a route has no destination or no mask.',
    }));
});
