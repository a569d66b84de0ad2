import assert from 'node:assert/strict';
import { trafficFilters } from '../../../src/collect/windows/phonebook.ts';
import { canLockDown } from '../../../src/collect/windows/vpn-connections.ts';

describe('collect/windows VPN profiles', () => {
  const phonebook = [
    '[Home]',
    'NumPerAppTrafficFilters=0',
    'DeviceTunnel=0',
    '',
    '[Work]',
    'Encoding=1',
    'NumPerAppTrafficFilters=12',
    'MEDIA=rastapi',
    '',
    '[Old]',
    'Type=2',
    '[Last]',
    'NumPerAppTrafficFilters=1',
  ];

  it("reads the count of the entry's own section, whatever ends the lines", () => {
    for (const end of ['\r\n', '\n']) {
      const text = phonebook.join(end);
      const counts = ['Home', 'Work', 'Old', 'Last', 'None', 'work'].map((name) => trafficFilters(text, name));
      assert.deepEqual(counts, [0, 12, null, 1, null, null]);
    }
  });

  it('takes nothing for a count that is none', () => {
    for (const value of ['', 'x', '-1', '0x1', '1 2', '99999999999']) {
      assert.equal(trafficFilters(`[a]\nNumPerAppTrafficFilters=${value}`, 'a'), null, value);
    }
  });

  it('knows which Windows had LockDown, and takes an unknown one for such', () => {
    const releases = ['10.0.17763', '10.0.19045', '10.0.22000', '10.0.26100', '6.1', ''];
    assert.deepEqual(releases.map(canLockDown), [true, true, false, false, true, true]);
  });
});
