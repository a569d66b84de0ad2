import assert from 'node:assert/strict';
import { objections } from './objections.ts';
import { textOf } from './remediation.ts';
import { openShell } from './shell.ts';

describe('the texts of remediation scripts', function () {
  const shell = openShell(this);

  for (const kind of ['self-contained', 'module'] as const) {
    for (const role of ['Detect', 'Remediate'] as const) {
      it(`run in Windows PowerShell 5.1: ${kind}, ${role}`, async () => {
        const text = textOf(role, {
          kind,
          vpnInterface: ["L'\u00e9t\u00e9 \u2019x\u2019 $(1) \n"],
          eventLog: true,
          logPath: 'C:\\a',
        });
        const facts = await shell.host.parse(text);
        assert.deepEqual(objections(text, facts, ['Test-TeamsSplitTunnel', 'Repair-TeamsSplitTunnel']), []);
        assert.ok(text.length < 200_000 && text.endsWith('\n') && !text.startsWith('\ufeff'));
      });
    }
  }

  it('hold settings as they were given, whatever their characters', async () => {
    const odd = ["L'\u00e9t\u00e9 \u2019x\u2019 $(1) `n \n", '*\u{1f600}*'];
    const text = textOf('Detect', { vpnInterface: odd });
    const { output } = await shell.host.run(`${text.split('# ---- Tables')[0]}\n$VpnInterface`);
    assert.deepEqual(output, odd);
  });

  it('refuse an index, which is another interface on the next machine', () => {
    assert.throws(() => textOf('Detect', { vpnInterface: ['12'] }), /an index differs on each/);
  });
});
