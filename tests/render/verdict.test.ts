import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import type { Check, Status, Verdict } from '../../src/contract/verdict.ts';
import { plain, shorten, widthOf, wrap } from '../../src/render/text.ts';
import { renderVerdict } from '../../src/render/verdict.ts';
import { checkout } from '../bed/paths.ts';
import { tool } from '../bed/tools.ts';
import { exclusions, judged, localDefaults, machine, row, vpn, local } from '../judge/machine.ts';

const leaking = machine([...localDefaults, '0.0.0.0/1 dev vpn', ...exclusions, '52.113.64.0/18 via 10.8.0.1 dev vpn']);

describe('the verdict as text', () => {
  const lines = renderVerdict(judged(leaking), false).split('\n');

  it('gives the answer first, then the machine', () => {
    assert.equal(lines[0], 'Fail: Teams media and the VPN, endpoint list Worldwide 2026110100 (file)');
    assert.equal(lines[1], 'PC, 2026-11-20T08:00:00Z; VPN connected: vpn');
  });

  it('then one line a check, in order', () => {
    const { checks } = judged(leaking);
    assert.deepEqual(
      lines.slice(3, 3 + checks.length).map((line) => line.slice(0, 30).trim().split(/\s+/)),
      checks.map(({ status, id }) => [status, id]),
    );
    assert.equal(lines[2], '');
    assert.equal(lines[3 + checks.length], '');
  });

  it('then what leaks, with route, next hop, interface and metric', () => {
    const start = lines.indexOf('Leaks:');
    assert.deepEqual(lines.slice(start, start + 3), [
      'Leaks:',
      '  52.113.64.0/18',
      '    route 52.113.64.0/18 via 10.8.0.1 on vpn, metric 25',
    ]);
  });

  it('then what to do, with every message whole that its line had to cut', () => {
    const { checks } = judged(leaking);
    const rest = lines.slice(lines.indexOf('What to do:') + 1).join('\n');
    const flat = rest.replace(/\s+/g, ' ');
    for (const { id, status, message, recommendation } of checks) {
      if (status === 'Pass' || recommendation === null) continue;
      assert.ok(flat.includes(recommendation.replace(/\s+/g, ' ')), id);
      assert.ok(flat.includes(message) || lines.some((line) => line.endsWith(message)), id);
    }
  });

  it('leaves out what there is not', () => {
    const text = renderVerdict(judged(machine(localDefaults, { interfaces: [row(local)] })), false);
    assert.doesNotMatch(text, /Leaks:/);
  });

  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('\u001b[2J', '\u202e', 'x'.repeat(400), '\u4ee5\u592a\u7f51'.repeat(60), 'a b\nc\r\td'),
  );
  const status = fc.constantFrom<Status>('Pass', 'Fail', 'Warning', 'Unknown', 'NotApplicable');

  it('fits 100 columns and steers no terminal, whatever the names are', () => {
    const base = judged(leaking);
    fc.assert(
      fc.property(
        text,
        text,
        fc.option(text, { nil: null }),
        status,
        fc.boolean(),
        (name, message, advice, word, colour) => {
          const check: Check = { id: 'Dns', status: word, message, recommendation: advice, reference: null };
          const segments = base.segments.map((segment) => ({ ...segment, interfaceName: name }));
          const interfaces = base.vpn.interfaces.map((each) => ({ ...each, name }));
          const verdict: Verdict = {
            ...base,
            computer: name,
            segments,
            vpn: { connected: true, interfaces },
            checks: [check, ...base.checks],
          };
          const shown = renderVerdict(verdict, colour);
          for (const line of stripVTControlCharacters(shown).split('\n')) assert.ok(widthOf(line) <= 100, line);
          const own = shown.replace(/\u001b\[(0|31|32|33|35|90)m/g, '').replaceAll('\n', '');
          assert.equal(own, plain(own));
          assert.equal(shown.includes('\u001b'), colour);
        },
      ),
    );
  });

  it('has the same words with and without colours', () => {
    const verdict = judged(leaking);
    assert.equal(stripVTControlCharacters(renderVerdict(verdict, true)), renderVerdict(verdict, false));
    assert.match(renderVerdict(verdict, true), /^\u001b\[31mFail\u001b\[0m: Teams/);
  });
});

describe('wrapped and shortened text', () => {
  it('keeps every word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z0-9]{1,30}$/), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(words, fc.nat(20), (list, indent) => {
        const lines = wrap(list.join(' '), '', indent);
        assert.deepEqual(
          lines.flatMap((line) => line.trim().split(' ')),
          list,
        );
      }),
    );
  });
  it('is cut at a space where there is one', () => {
    assert.equal(shorten('one two three', 13), 'one two three');
    assert.equal(shorten('one two three', 12), 'one two...');
    assert.equal(shorten('onetwothree', 10), 'onetwot...');
  });
  it('knows characters of two columns', () => {
    assert.deepEqual(['abc', '\u4ee5\u592a\u7f51', '\u{1f600}', '\u00e9'].map(widthOf), [3, 6, 2, 1]);
  });
});

describe('colours', () => {
  const folder = mkdtempSync(join(tmpdir(), 'colours-'));
  before(() => {
    writeFileSync(
      join(folder, 'snapshot.json'),
      JSON.stringify(machine(localDefaults, { interfaces: [row(local), row(vpn)] })),
    );
  });
  after(() => rmSync(folder, { recursive: true }));

  const node = join(checkout, 'node_modules/.bin/node');
  const main = join(checkout, 'src/main.ts');
  const command = () => [
    ...[node, '--experimental-ffi', '--disable-warning=ExperimentalWarning', main],
    ...['test', '--snapshot', join(folder, 'snapshot.json')],
  ];
  const environment = { PATH: '/usr/bin:/bin', HOME: folder, TERM: 'xterm' };
  /** On a terminal of its own, which script(1) makes. */
  const onTerminal = (more = {}) =>
    execFileSync(tool('script'), ['--quiet', '--return', '--command', command().join(' '), '/dev/null'], {
      encoding: 'utf8',
      env: { ...environment, ...more },
    });

  it('are shown on a terminal', () => assert.match(onTerminal(), /\u001b\[32mPass\u001b\[0m/));
  it('are not shown where the user says no, or the terminal has none', () => {
    assert.match(onTerminal({ NO_COLOR: '' }), /\u001b/);
    for (const no of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) assert.doesNotMatch(onTerminal(no), /\u001b/);
  });
  it('are not shown in a pipe', () => {
    const [program, ...args] = command();
    assert.doesNotMatch(execFileSync(program, args, { encoding: 'utf8', env: environment }), /\u001b/);
  });
});
