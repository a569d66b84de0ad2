import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clouds, type Cloud, type EndpointList, type EndpointRow } from '../../src/contract/endpoints.ts';
import { bundledList } from '../../src/endpoints/bundled.ts';
import { readListDocument } from '../../src/endpoints/document.ts';
import { mediaPorts, optimizePrefixes, signalingPrefixes } from '../../src/endpoints/select.ts';
import { formatPrefix, lastOf, prefixOf } from '../../src/net/prefix.ts';

const media: Record<Cloud, string[]> = {
  Worldwide: ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'],
  China: [
    '42.159.34.32/27',
    '42.159.34.64/27',
    '42.159.34.96/28',
    '42.159.162.32/27',
    '42.159.162.64/27',
    '42.159.162.96/28',
  ],
  USGovGCCHigh: ['13.72.144.0/20', '52.127.88.0/21', '57.16.0.0/17', '104.212.44.0/22', '2001:489a:2240::/44'],
  USGovDoD: [
    '13.72.128.0/20',
    '52.127.64.0/21',
    '57.16.128.0/17',
    '104.212.32.0/22',
    '195.134.240.0/22',
    '2001:489a:2250::/44',
  ],
};

const optimize = (ips: string[], more: Partial<EndpointRow> = {}): EndpointRow => ({
  id: 1,
  serviceArea: 'Skype',
  category: 'Optimize',
  ips,
  ...more,
});

const listOf = (rows: EndpointRow[]): EndpointList => ({
  cloud: 'Worldwide',
  version: null,
  source: 'file',
  confirmedAt: null,
  rows,
});

const prefixTexts = (list: EndpointList) => optimizePrefixes(list).map(formatPrefix);

describe('bundled endpoint lists', () => {
  for (const cloud of clouds) {
    it(`${cloud}: its media prefixes are Microsoft's, and every row is valid`, async () => {
      const list = await bundledList(cloud);
      assert.equal(list.cloud, cloud);
      assert.deepEqual(prefixTexts(list), media[cloud]);
      readListDocument({ ...list });
    });
  }

  it('media goes by UDP 3478 to 3481, in China by TCP 80 and 443', async () => {
    const udp = { protocol: 'udp', ranges: [{ first: 3478, last: 3481 }] };
    for (const cloud of ['Worldwide', 'USGovGCCHigh', 'USGovDoD'] as const)
      assert.deepEqual(mediaPorts(await bundledList(cloud)), udp);
    assert.deepEqual(mediaPorts(await bundledList('China')), {
      protocol: 'tcp',
      ranges: [
        { first: 80, last: 80 },
        { first: 443, last: 443 },
      ],
    });
  });

  it('worldwide signalling holds the media prefixes, and others', async () => {
    const signaling = signalingPrefixes(await bundledList('Worldwide')).map(formatPrefix);
    for (const prefix of [...media.Worldwide, '2603:1027::/48']) assert.ok(signaling.includes(prefix), prefix);
  });
});

describe('optimizePrefixes', () => {
  it('goes by service area and category, never by row id', () => {
    const rows = [
      optimize(['10.0.0.0/8'], { id: 11, serviceArea: 'Exchange' }),
      optimize(['10.0.0.0/8'], { id: 11, category: 'Allow' }),
      optimize(['192.0.2.0/24'], { id: 4711 }),
      optimize([], { id: 12 }),
    ];
    assert.deepEqual(prefixTexts(listOf(rows)), ['192.0.2.0/24']);
  });

  it('leaves out what lies inside another prefix, also of another row, and joins no neighbours', () => {
    const rows = [
      optimize(['192.0.2.128/25', '192.0.2.0/25', '192.0.2.0/26']),
      optimize(['192.0.2.7/32', '192.0.2.128/25', '2001:db8::/32', '2001:db8:1::/48']),
    ];
    assert.deepEqual(prefixTexts(listOf(rows)), ['192.0.2.0/25', '192.0.2.128/25', '2001:db8::/32']);
  });

  it('holds the same addresses as the rows, each once', () => {
    const prefix = fc
      .record({ value: fc.bigInt(0n, 255n), length: fc.integer({ min: 24, max: 32 }) })
      .map(({ value, length }) => prefixOf({ family: 4, value }, length));
    fc.assert(
      fc.property(fc.array(prefix, { maxLength: 12 }), (prefixes) => {
        const count = new Array<number>(256).fill(0);
        for (const { first, length } of optimizePrefixes(listOf([optimize(prefixes.map(formatPrefix))])))
          for (let value = first; value < first + (1n << BigInt(32 - length)); value++) count[Number(value)]++;
        const wanted = count.map((_, value) =>
          prefixes.some((one) => one.first <= BigInt(value) && BigInt(value) <= lastOf(one)) ? 1 : 0,
        );
        assert.deepEqual(count, wanted);
      }),
    );
  });
});
