import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluatePac } from '../../../src/collect/pac/evaluate.ts';
import type { Pac } from '../../../src/contract/proxies.ts';
import { parsePrefix } from '../../../src/net/prefix.ts';
import { localDefaults, machine } from '../../judge/machine.ts';

const wanted = ['52.112.0.0/14', '2603:1063::/38'].map(parsePrefix);
const targets = ['52.112.0.0', '52.113.255.255', '52.115.255.255'];
const targets6 = ['2603:1063::', '2603:1063:1ff:ffff:ffff:ffff:ffff:ffff', '2603:1063:3ff:ffff:ffff:ffff:ffff:ffff'];

describe('a PAC file, evaluated', function () {
  this.timeout(20_000);
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pac-'));
    file = join(folder, 'proxy.pac');
  });
  after(() => rmSync(folder, { recursive: true }));

  const evaluate = (code: string): Promise<Pac> => {
    writeFileSync(file, code);
    return evaluatePac(file, wanted, machine(localDefaults));
  };
  const find = (body: string) => evaluate(`function FindProxyForURL(url, host) { ${body} }`);
  const results = ({ answers }: Pac) => [...new Set(answers.map(({ result }) => result))];

  it('is asked about the first, the middle and the last address of every prefix', async () => {
    const { answers, error, unresolved } = await find('return host + " " + url;');
    assert.deepEqual([error, unresolved], [null, []]);
    assert.deepEqual(
      answers.map(({ target, from, result }) => [target, from, result]),
      [
        ...targets.map((target) => [target, null, `${target} https://${target}/`]),
        ...targets6.map((target) => [target, null, `${target} https://[${target}]/`]),
      ],
    );
  });

  it('has the functions of PAC files', async () => {
    const told = await find(`
      if (isInNet(host, "52.112.0.0", "255.254.0.0")) return "DIRECT";
      if (shExpMatch(host, "52.115.*") && !isPlainHostName(host) && isResolvable(host)) return "PROXY a:1";
      return dnsDomainIs("www.example.com", ".example.com") && dnsResolve(host) === host ? "PROXY b:2; DIRECT" : "no";`);
    assert.deepEqual(told.error, null);
    assert.deepEqual(told.answers.map(({ result }) => result).slice(0, 3), ['DIRECT', 'DIRECT', 'PROXY a:1']);
    assert.deepEqual(told.answers[3].result, 'PROXY b:2; DIRECT');
  });

  it('is asked once for each own address where it wants to know that', async () => {
    const { answers } = await find(
      'return isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0") ? "PROXY vpn:1" : "DIRECT";',
    );
    const told = answers.filter(({ target }) => target === targets[0]).map(({ from, result }) => [from, result]);
    assert.deepEqual(told, [
      ['192.168.1.10', 'DIRECT'],
      ['10.8.0.2', 'PROXY vpn:1'],
    ]);
    const early = await evaluate('var me = myIpAddress(); function FindProxyForURL() { return "PROXY " + me; }');
    assert.deepEqual(results(early), ['PROXY 192.168.1.10', 'PROXY 10.8.0.2']);
  });

  it('gets no name resolved, and its wish is told', async () => {
    const told = await find(
      'return isResolvable("intranet.example") || isInNet("intranet", "10.0.0.0", "255.0.0.0") ? "PROXY a:1" : "DIRECT";',
    );
    assert.deepEqual(told.unresolved, ['intranet.example', 'intranet']);
    assert.deepEqual(results(told), ['DIRECT']);
  });

  describe('that is hostile or wrong', () => {
    const endless: Readonly<Record<string, string>> = {
      'an endless loop': 'function FindProxyForURL() { for (;;) ; }',
      'an endless loop before it is asked': 'for (;;) ;',
      'a regular expression without end': `function FindProxyForURL() { return String(/^(a+)+$/.test("${'a'.repeat(60)}!")); }`,
      'a promise that is never kept': 'function FindProxyForURL() { return new Promise(function () {}); }',
    };
    const timed = async (code: string) => {
      const start = performance.now();
      return { ...(await evaluate(code)), took: performance.now() - start };
    };
    /** All at once, for each takes the whole time that it has. */
    const told = new Map<string, ReturnType<typeof timed>>();
    before(() => {
      for (const [title, code] of Object.entries(endless)) told.set(title, timed(code));
    });
    for (const title of Object.keys(endless)) {
      it(`is stopped: ${title}`, async () => {
        const { answers, error, took } = await told.get(title)!;
        assert.deepEqual(answers, []);
        assert.match(error!, /longer than 5 seconds|ended without an answer/);
        assert.ok(took < 8000);
      });
    }

    it('keeps what it said before it hung', async () => {
      const { answers, error } = await find('if (host === "52.113.255.255") for (;;) ; return "DIRECT";');
      assert.deepEqual([answers.length, /longer/.test(error!)], [1, true]);
    });

    for (const [title, code, message] of [
      ['no JavaScript', 'function (', /./],
      ['no function', 'var x = 1;', /FindProxyForURL/],
      ['an exception', 'function FindProxyForURL() { throw new Error("own words"); }', /own words/],
      ['no text', 'function FindProxyForURL() { return 7; }', /returned number/],
      ['too much memory', 'function FindProxyForURL() { var a = []; for (;;) a.push({}); }', /memory|longer/],
      [
        'a huge text',
        'var s = "x"; for (var i = 0; i < 40; i++) s += s; function FindProxyForURL() { return s; }',
        /./,
      ],
      ['a deep recursion', 'function FindProxyForURL() { return FindProxyForURL() + 1; }', /./],
      ['deep nesting', `${'('.repeat(200_000)}1`, /./],
    ] as const) {
      it(`is an answer: ${title}`, async () => {
        const { answers, error } = await evaluate(code);
        assert.deepEqual(answers, []);
        assert.match(error!, message);
        assert.ok(error!.length <= 300);
      });
    }

    it('finds nothing of this program', async () => {
      const names = [
        'process',
        'require',
        'module',
        'globalThis.process',
        'fetch',
        'WebAssembly',
        'Worker',
        'setTimeout',
        'print',
        'std',
        'os',
      ];
      const told = await find(`
        var seen = [${names.map((name) => `[${JSON.stringify(name)}, function () { return ${name}; }]`).join()}].filter(function (each) {
          try { return each[1]() !== undefined; } catch (e) { return false; }
        });
        try { var make = alert.constructor("return process"); seen.push(["escape", make()]); } catch (e) {}
        try { var get = dnsResolve.constructor.constructor("return this.process"); seen.push(["this", get() || "none"]); } catch (e) {}
        return "PROXY " + seen.join();`);
      assert.deepEqual(results(told), ['PROXY this,none']);
    });

    it('writes nothing, and its text is made plain', async () => {
      const told = await find('alert("hello"); return "PROXY \\u001b[31mred\\n" + new Array(1000).join("x");');
      const [result] = results(told);
      assert.match(result, /^PROXY \?\[31mred\?x+$/);
      assert.equal(result.length, 300);
    });

    it('cannot flood', async () => {
      const told = await find('for (var i = 0; i < 1000; i++) dnsResolve("name" + i); return "DIRECT";');
      assert.equal(told.unresolved.length, 20);
    });

    it('does not break out by its own objects and changed prototypes', async () => {
      const told = await find(`
        Object.prototype.toString = function () { for (;;) ; };
        Array.prototype.join = null;
        var trap = { get toString() { throw new Error("trap"); } };
        try { dnsResolve(trap); isInNet(trap, trap, trap); isResolvable({ a: { b: 1 } }); } catch (e) {}
        return "DIRECT";`);
      assert.equal(told.error, null);
      assert.deepEqual(results(told), ['DIRECT']);
    });
  });

  it('is refused where it cannot be read or is too large', async () => {
    await assert.rejects(evaluatePac(join(folder, 'none.pac'), wanted, machine([])), { id: 'FileUnreadable' });
    writeFileSync(file, '');
    truncateSync(file, 1024 * 1024 + 1);
    await assert.rejects(evaluatePac(file, wanted, machine([])), { id: 'InputTooLarge' });
  });

  it('may be UTF-16, as PowerShell writes', async () => {
    writeFileSync(file, Buffer.from('\uFEFFfunction FindProxyForURL() { return "DIRECT"; }', 'utf16le'));
    assert.deepEqual(results(await evaluatePac(file, wanted, machine([]))), ['DIRECT']);
  });
});
