import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { clouds } from '../../src/contract/endpoints.ts';
import { ToolError } from '../../src/contract/error.ts';
import { bundledList } from '../../src/endpoints/bundled.ts';
import { parseCloud } from '../../src/endpoints/cloud.ts';
import { parseListDocument, readListDocument } from '../../src/endpoints/document.ts';
import { filterRows } from '../../src/endpoints/filter.ts';
import { parsePorts } from '../../src/endpoints/ports.ts';
import { optimizePrefixes } from '../../src/endpoints/select.ts';
import { formatPrefix } from '../../src/net/prefix.ts';

const row = { id: 11, serviceArea: 'Skype', category: 'Optimize', ips: ['52.112.0.0/14'], udpPorts: '3478-3481' };

function refused(value: unknown, pattern: RegExp): void {
  assert.throws(
    () => readListDocument(value),
    (error) => error instanceof ToolError && error.id === 'EndpointsInvalid' && pattern.test(error.message),
  );
}

/** Whatever goes in, nothing but the tool's own error comes out. */
function onlyToolErrors(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
  }
}

describe('endpoint list documents', () => {
  it("a raw answer of the web service of 2020 is read, with that year's media prefixes", () => {
    const text = readFileSync(new URL('fixtures/worldwide-2020-05-31.json', import.meta.url), 'utf8');
    const document = parseListDocument(text);
    assert.deepEqual(document, { cloud: null, version: null, confirmedAt: null, rows: JSON.parse(text) });
    assert.equal(document.rows.length, 115);
    assert.deepEqual(optimizePrefixes(document).map(formatPrefix), [
      '13.107.64.0/18',
      '52.112.0.0/14',
      '52.120.0.0/14',
    ]);
  });

  it('a document may say its cloud, its version and when it was confirmed', () => {
    assert.deepEqual(readListDocument({ cloud: 'China', version: '2021032900', rows: [row] }), {
      cloud: 'China',
      version: '2021032900',
      confirmedAt: '2021-03-29',
      rows: [row],
    });
    assert.equal(readListDocument({ confirmedAt: '2026-08-14', rows: [] }).confirmedAt, '2026-08-14');
  });

  it('a byte order mark is no part of the text, and unknown keys are kept', () => {
    const { rows } = parseListDocument(`\uFEFF${JSON.stringify([{ ...row, new: 1 }])}`);
    assert.deepEqual(rows, [{ ...row, new: 1 }]);
  });

  it('errors name the row and the value', () => {
    for (const ip of [
      '52.112.0.1/14',
      '52.112.0.0',
      '052.112.0.0/14',
      '52.112.0.0/33',
      'fe80::%1/64',
      'x/8',
      '',
      '52.112.0.0/014',
    ])
      refused([{ ...row, ips: ['10.0.0.0/8', ip] }], new RegExp(`row 11: .*${RegExp.escape(ip)}`));
    for (const ports of ['x', '0', '65536', '81-80', '80,,443', '1-2-3', '80;443'])
      refused([{ ...row, udpPorts: ports }], /row 11: .* is not a port/);
    refused([row, { ...row, category: 'Best' }], /\[1\]\.category: found "Best"/);
    refused([{ ...row, id: '11' }], /\[0\]\.id: found "11"/);
    refused([{ ...row, ips: '52.112.0.0/14' }], /ips/);
    refused({ cloud: 'Mars', rows: [] }, /cloud: found "Mars"/);
    refused({ version: '2026', rows: [] }, /version: found "2026"/);
    for (const value of [null, 7, 'rows']) refused(value, /expected/);
    for (const value of [{}, { value: [row] }]) refused(value, /rows: missing/);
  });

  it('a text cut anywhere is refused', () => {
    const text = JSON.stringify([row]);
    for (let end = 0; end < text.length; end++)
      assert.throws(() => parseListDocument(text.slice(0, end)), { id: 'EndpointsInvalid' }, text.slice(0, end));
  });

  it('any text and any document is read or refused by ToolError', () => {
    fc.assert(fc.property(fc.string(), (text) => onlyToolErrors(() => parseListDocument(text))));
    fc.assert(fc.property(fc.json(), (text) => onlyToolErrors(() => parseListDocument(text))));
    const field = fc.oneof(
      fc.constant(undefined),
      fc.string(),
      fc.anything(),
      fc.array(fc.oneof(fc.string(), fc.ipV4())),
    );
    const keys = ['id', 'serviceArea', 'urls', 'ips', 'tcpPorts', 'udpPorts', 'category', 'required', '__proto__'];
    const mutant = fc.tuple(fc.constantFrom(...keys), field).map(([key, value]) => [{ ...row, [key]: value }]);
    fc.assert(
      fc.property(mutant, (rows) => onlyToolErrors(() => optimizePrefixes(readListDocument(rows)))),
      { numRuns: 1000 },
    );
  });

  it('a document with one character changed is read or refused by ToolError', async () => {
    const text = JSON.stringify((await bundledList('China')).rows);
    const change = fc.tuple(fc.nat(text.length - 1), fc.string({ unit: 'grapheme', maxLength: 2 }));
    fc.assert(
      fc.property(change, ([at, put]) =>
        onlyToolErrors(() => optimizePrefixes(parseListDocument(text.slice(0, at) + put + text.slice(at + 1)))),
      ),
      { numRuns: 2000 },
    );
  });
});

describe('ports', () => {
  it('are read as the web service writes them, ordered and joined', () => {
    assert.deepEqual(parsePorts('443, 80'), [
      { first: 80, last: 80 },
      { first: 443, last: 443 },
    ]);
    assert.deepEqual(parsePorts('3481,3478-3480,3479'), [{ first: 3478, last: 3481 }]);
    assert.deepEqual(parsePorts(''), []);
  });

  it('hold exactly the ports that were named', () => {
    const range = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat(9));
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 9 }), (ranges) => {
        const texts = ranges.map(([first, more]) => (more === 0 ? `${first}` : `${first}-${first + more}`));
        const named = new Set(ranges.flatMap(([first, more]) => Array.from({ length: more + 1 }, (_, i) => first + i)));
        const read = parsePorts(texts.join(',')).flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i),
        );
        assert.deepEqual(
          read,
          [...named].sort((a, b) => a - b),
        );
      }),
    );
  });

  it('or refused by ToolError', () =>
    fc.assert(fc.property(fc.string(), (text) => onlyToolErrors(() => parsePorts(text)))));
});

describe('names', () => {
  it('of clouds are taken in any case; an unknown one is told the known', () => {
    for (const cloud of clouds) assert.equal(parseCloud(cloud.toUpperCase()), cloud);
    for (const name of ['GCC', '', 'toString'])
      assert.throws(() => parseCloud(name), {
        id: 'CloudUnknown',
        message: /Worldwide, China, USGovGCCHigh, USGovDoD/,
      });
  });

  it('of categories and service areas too', async () => {
    const { rows } = await bundledList('Worldwide');
    const ids = (choice: Parameters<typeof filterRows>[1]) => filterRows(rows, choice).map((one) => one.id);
    assert.equal(ids({}).length, 63);
    assert.deepEqual(ids({ serviceArea: 'skype', category: 'optimize' }), [11]);
    assert.deepEqual(ids({ serviceArea: 'Skype' }), [11, 12, 16, 17, 19, 27, 127]);
    assert.deepEqual(filterRows([], { serviceArea: 'Exchange' }), []);
    assert.throws(() => ids({ serviceArea: 'Teams' }), { id: 'ServiceAreaUnknown', message: /Skype/ });
    assert.throws(() => ids({ category: 'Best' }), { id: 'CategoryUnknown', message: /Optimize, Allow, Default/ });
  });
});
