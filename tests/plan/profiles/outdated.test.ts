import assert from 'node:assert/strict';
import { clouds } from '../../../src/contract/endpoints.ts';
import { bundledList } from '../../../src/endpoints/bundled.ts';
import { parsePrefix } from '../../../src/net/prefix.ts';
import { outdatedBy } from '../../../src/plan/profiles/outdated.ts';
import { worldwide } from '../../judge/machine.ts';
import { updateBytes } from './updating.ts';

describe('what Microsoft has withdrawn', () => {
  it('is outdated, unless the list in force has it again', () => {
    const isOutdated = outdatedBy(worldwide);
    for (const cidr of [
      '13.107.64.0/18',
      '52.120.0.0/14',
      '2603:1063::/39',
      '13.107.60.1/32',
      '52.238.119.141/32',
      '104.212.60.0/23',
    ])
      assert.ok(isOutdated(parsePrefix(cidr)), cidr);
    for (const cidr of ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38', '13.107.64.0/19', '10.0.0.0/8'])
      assert.ok(!isOutdated(parsePrefix(cidr)), cidr);
    const again = outdatedBy({ rows: [{ ...worldwide.rows[0], ips: ['13.107.64.0/18'] }] });
    assert.ok(!again(parsePrefix('13.107.64.0/18')));
  });

  it('holds nothing that any cloud publishes now', async () => {
    const withdrawn = outdatedBy({ rows: [] });
    for (const cloud of clouds) {
      for (const { ips = [] } of (await bundledList(cloud)).rows) {
        for (const each of ips) assert.ok(!withdrawn(parsePrefix(each)), `${cloud} ${each}`);
      }
    }
  });

  it('is dropped by no update of a format that has none', async () => {
    await assert.rejects(updateBytes(Buffer.from('[Interface]\n[Peer]\nAllowedIPs = 0.0.0.0/0\n')), {
      id: 'ProfileNotUpdatable',
      message: /WireGuard/,
    });
  });
});
