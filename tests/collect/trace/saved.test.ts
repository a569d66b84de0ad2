import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { decodeText } from '../../../src/contract/text.ts';
import { readSavedTrace } from '../../../src/collect/trace/saved.ts';
import { ToolError } from '../../../src/contract/error.ts';
import { formatAddress } from '../../../src/net/address.ts';
import { findTool, tool } from '../../bed/tools.ts';
import { pathping, tracert, unix } from './outputs.ts';
import { summary } from './tracing.ts';

const encoded = (text: string, codePage: string) =>
  execFileSync(tool('iconv'), ['-f', 'UTF-8', '-t', codePage], { input: text.replaceAll('\n', '\r\n') });

describe('a saved trace', () => {
  const hops = ['192.168.178.1', '*', '203.0.113.9', '52.112.0.10 target'];
  const times = [
    [0, 0, 1],
    [null, null, null],
    [12, 11, null],
    [14, 15, 13],
  ];

  for (const [language, { codePage, text }] of Object.entries(tracert)) {
    const encodings: [string, () => Buffer][] = [
      ['UTF-8', () => Buffer.from(text)],
      ['UTF-16, as PowerShell writes it', () => Buffer.from(`\ufeff${text}`, 'utf16le')],
      ...(findTool('iconv') ? [[codePage, () => encoded(text, codePage)] as [string, () => Buffer]] : []),
    ];
    for (const [name, bytes] of encodings) {
      it(`of tracert in ${language} is read, in ${name}`, () => {
        const read = readSavedTrace(decodeText(bytes()));
        assert.deepEqual([read.target, read.address], ['worldaz.tr.teams.microsoft.com', '52.112.0.10']);
        assert.deepEqual(read.addresses, ['52.112.0.10']);
        assert.deepEqual(read.hops.map(summary), hops);
        assert.deepEqual(
          read.hops.map(({ roundTrips }) => roundTrips),
          times,
        );
        assert.deepEqual([read.source, read.method, read.complete], [null, 'saved output', true]);
      });
    }
  }

  it('of pathping is read, with this machine as source and its statistics as times', () => {
    const read = readSavedTrace(pathping);
    assert.equal(read.source, '192.168.178.20');
    assert.deepEqual(read.hops.map(summary), ['192.168.178.1', '203.0.113.9', '*']);
    assert.deepEqual(
      read.hops.map(({ roundTrips }) => roundTrips),
      [[1], [23], [null, null, null]],
    );
  });

  it('of pathping is read with a unit of any script', () => {
    const read = readSavedTrace(pathping.replaceAll(/(\d)ms/g, '$1\u6beb\u79d2'));
    assert.deepEqual(
      read.hops.map(({ roundTrips }) => roundTrips),
      [[1], [23], [null, null, null]],
    );
  });

  for (const [name, text] of Object.entries(unix)) {
    it(`of ${name} is read, with every address`, () => {
      const read = readSavedTrace(text);
      assert.deepEqual([read.target, read.address], [text.split(' ')[2], '52.112.0.10']);
      assert.deepEqual(read.hops.map(summary), hops);
      assert.deepEqual(read.hops[2].addresses, ['203.0.113.9', '203.0.113.13']);
      assert.deepEqual(
        read.hops.map(({ roundTrips }) => roundTrips.length),
        [3, 3, 3, 3],
      );
      assert.deepEqual(read.hops[2].roundTrips, [11.234, 12.3, null]);
    });
  }

  for (const [mark, what] of Object.entries({
    '!N': 'network',
    '!H': 'host',
    '!X': 'prohibited',
    '!13': 'destination',
  })) {
    it(`says what traceroute means by ${mark}`, () => {
      const text = `traceroute to 52.112.0.10 (52.112.0.10), 30 hops max\n 1  192.168.178.1  0.5 ms ${mark}  0.4 ms ${mark} *\n`;
      assert.deepEqual(readSavedTrace(text).hops.map(summary), [`192.168.178.1 ${what} unreachable`]);
    });
  }

  for (const remark of [
    'reports: Destination net unreachable.',
    'meldet: Zielnetz nicht erreichbar.',
    'からの応答: 宛先ネットワークに到達できません。',
  ]) {
    it(`sees a dead end in: ${remark}`, () => {
      const text = `Tracing route to 52.112.0.10 over a maximum of 30 hops\n\n  1    <1 ms    <1 ms    <1 ms  192.168.178.1 \n  2  203.0.113.9  ${remark}\n\n`;
      const read = readSavedTrace(text);
      assert.deepEqual([read.target, read.address], ['52.112.0.10', '52.112.0.10']);
      assert.deepEqual(read.hops.map(summary), ['192.168.178.1', '203.0.113.9 destination unreachable']);
    });
  }

  it('reads IPv6 with and without a zone', () => {
    const text =
      'Tracing route to 2603:1063::10 over a maximum of 30 hops\n\n  1    <1 ms    <1 ms    <1 ms  fe80::1%12 \n  2     2 ms     2 ms     2 ms  2603:1063:0:0::10 \n';
    assert.deepEqual(readSavedTrace(text).hops.map(summary), ['fe80::1', '2603:1063::10 target']);
  });

  it('goes by the numbers, whatever words and units a code page has made of the text', () => {
    const junk = fc
      .array(fc.integer({ min: 0x80, max: 0xff }), { minLength: 1, maxLength: 8 })
      .map((bytes) => Buffer.from(bytes));
    const hop = fc.record({
      address: fc.integer({ min: 0x01000000, max: 0xdfffffff }).map((value) => formatAddress(4, BigInt(value))),
      times: fc.array(fc.option(fc.integer({ min: 1, max: 4000 })), { minLength: 3, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(hop, { minLength: 1, maxLength: 30 }), junk, junk, (hops, unit, words) => {
        const lines = hops.flatMap(({ address, times }, i) => [
          Buffer.from(`${String(i + 1).padStart(3)} `),
          ...times.flatMap((time) =>
            time === null ? [Buffer.from('    *    ')] : [Buffer.from(`  ${time} `), unit, Buffer.from(' ')],
          ),
          ...(times.every((time) => time === null) ? [Buffer.from('  '), words] : [Buffer.from(` ${address} `)]),
          Buffer.from('\r\n'),
        ]);
        const head = [
          words,
          Buffer.from(' [52.112.0.10]\r\n'),
          words,
          Buffer.from(' 30 '),
          words,
          Buffer.from(':\r\n\r\n'),
        ];
        const read = readSavedTrace(decodeText(Buffer.concat([...head, ...lines])));
        assert.deepEqual(
          read.hops.map(({ addresses, roundTrips }) => [addresses, roundTrips]),
          hops.map(({ address, times }) => [times.every((time) => time === null) ? [] : [address], times]),
        );
      }),
      { numRuns: 300 },
    );
  });

  const refusal = (text: string) => {
    try {
      readSavedTrace(text);
    } catch (error) {
      return error instanceof ToolError ? [error.id, error.exitCode] : error;
    }
    return assert.fail('it was read');
  };

  it('is refused where no line is a hop', () => {
    for (const text of [
      '',
      'tracert: command not found\n',
      '{"schema": 1}',
      'Pinging 52.112.0.10 with 32 bytes of data:\n',
    ])
      assert.deepEqual(refusal(text), ['TraceUnreadable', 2], text);
  });

  it('is refused where there are several', () => {
    assert.deepEqual(refusal(tracert.English.text + tracert.German.text), ['TraceSeveral', 2]);
    assert.deepEqual(refusal(pathping + pathping), ['TraceSeveral', 2]);
  });

  it('never crashes the reader', () => {
    const noise = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(' ', '\n', '1', '*', '[', ']', '(', ')', '.', ':', 'm', 's', '%', '!') }),
    );
    fc.assert(
      fc.property(noise, (text) => {
        try {
          readSavedTrace(text);
        } catch (error) {
          assert.ok(error instanceof ToolError, String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
