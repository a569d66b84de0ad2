import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaptureFlow, CaptureVerdict } from '../../src/contract/capture.ts';
import { pcap, pcapng, type Packet } from '../collect/capture/files.ts';
import { frame, rtp } from '../collect/capture/frames.ts';
import { computer, onEthernet, onVpn } from '../judge/capture/captures.ts';
import { typeNames } from './host/result.ts';
import { openShell } from './shell.ts';

const start = BigInt(Date.parse('2026-11-20T08:00:00Z')) * 1_000_000n;

function media(from: string, count = 20): Packet[] {
  return Array.from({ length: count }, (_, i) => ({
    data: frame('ethernet', { from, fromPort: 50_000, to: '52.112.0.10', toPort: 3479 }, rtp(i, i * 960), {
      id: i + 1,
    }),
    time: start + BigInt(i) * 20_000_000n,
  }));
}

describe('Test-TeamsCapture', function () {
  const shell = openShell(this);

  before(async () => {
    save('local.pcap', pcap(media(onEthernet)));
    save('vpn.pcapng', pcapng(media(onVpn), { interfaces: [{ options: [[2, 'vpn']] }] }));
    save('cut.pcap', pcap(media(onEthernet)).subarray(0, -5));
    save('large.pcap', pcap(media(onEthernet, 20_000)));
    save('text.pcap', Buffer.from('no capture'));
    save('snapshot.json', Buffer.from(JSON.stringify(computer())));
    save('old.json', Buffer.from(JSON.stringify(computer({ collectedAt: '2020-01-01T00:00:00Z' }))));
  });

  const save = (name: string, bytes: Uint8Array) => writeFileSync(join(shell.folder, name), bytes);
  const snapshot = () => `-Snapshot ${shell.file('snapshot.json')}`;
  const verdicts = async (script: string) => (await shell.module.output(script)) as CaptureVerdict[];
  const statuses = async (script: string) => (await verdicts(script)).map(({ status }) => status);

  it('judges captures by path, wildcard and pipeline, with a snapshot as file or object', async () => {
    assert.deepEqual(await statuses(`Test-TeamsCapture ${shell.file('local.pcap')} ${snapshot()}`), ['Pass']);
    assert.deepEqual(await statuses(`Test-TeamsCapture -Path ${shell.file('*.pcapng')} ${snapshot()}`), ['Fail']);
    const object = `(Get-Content -Raw -LiteralPath ${shell.file('snapshot.json')} | ConvertFrom-Json)`;
    assert.deepEqual(
      await statuses(
        `${shell.file('local.pcap')}, ${shell.file('vpn.pcapng')} | Test-TeamsCapture -Snapshot ${object}`,
      ),
      ['Pass', 'Fail'],
    );
    assert.deepEqual(
      await statuses(
        `Get-Item ${shell.file('vpn.pcapng')} | Test-TeamsCapture -Snapshot (Get-Item ${shell.file('snapshot.json')})`,
      ),
      ['Fail'],
    );
    assert.deepEqual(await statuses(`Test-TeamsCapture -LiteralPath ${shell.file('local.pcap')}`), ['Unknown']);
  });

  it("gives the program's own verdict, whose parts have views", async () => {
    const [verdict] = await verdicts(`Test-TeamsCapture ${shell.file('local.pcap')} ${snapshot()}`);
    const [flow] = verdict!.flows;
    assert.deepEqual(
      [flow!.interface, flow!.local, flow!.remote, flow!.remotePort, flow!.packets, flow!.kinds],
      ['Ethernet', onEthernet, '52.112.0.10', 3479, 20, ['RTP']],
    );
    assert.equal(flow!.first, '2026-11-20T08:00:00.000000Z');
    assert.equal(typeNames(verdict)[0], 'TeamsSplitTunnel.CaptureVerdict');
    assert.equal(typeNames(flow)[0], 'TeamsSplitTunnel.CaptureFlow');
    assert.equal(typeNames(verdict!.checks[0])[0], 'TeamsSplitTunnel.Check');
    const { console } = await shell.module.run(
      `Test-TeamsCapture ${shell.file('local.pcap')} ${snapshot()} | Format-List | Out-Host`,
    );
    assert.match(
      console,
      /Flows +: Ethernet: 192\.168\.1\.10 port 50000 with 52\.112\.0\.10 port 3479, 20 packets, RTP/,
    );
  });

  it('believes the administrator', async () => {
    const roles = `-VpnInterface 'Contoso*' -LocalInterface lan0`;
    assert.deepEqual(
      await statuses(`Test-TeamsCapture ${shell.file('local.pcap')} -Interface 'Contoso VPN' ${roles}`),
      ['Fail'],
    );
    assert.deepEqual(await statuses(`Test-TeamsCapture ${shell.file('local.pcap')} -Interface lan0 ${roles}`), [
      'Pass',
    ]);
  });

  it('warns of damage, and shows progress', async () => {
    const { output, warnings } = await shell.module.run(`Test-TeamsCapture ${shell.file('cut.pcap')} ${snapshot()}`);
    assert.equal((output[0] as CaptureVerdict).status, 'Pass');
    assert.match(warnings.join(), /last packet, at offset \d+, is cut/);
    const { progress } = await shell.module.run(`Test-TeamsCapture ${shell.file('large.pcap')} ${snapshot()}`);
    assert.ok(progress.length > 3);
    assert.match(progress[0]!.activity, /Reading the capture/);
  });

  it('refuses a snapshot of another time, unless forced', async () => {
    const old = `Test-TeamsCapture ${shell.file('local.pcap')} -Snapshot ${shell.file('old.json')}`;
    assert.deepEqual(await shell.errorIds(old), ['SnapshotOtherTime,Test-TeamsCapture']);
    assert.deepEqual(await verdicts(`${old} -ErrorAction SilentlyContinue`), []);
    const { output, warnings } = await shell.module.run(`${old} -Force`);
    assert.equal((output[0] as CaptureVerdict).status, 'Pass');
    assert.match(warnings.join(), /another time/);
  });

  for (const [id, script] of [
    ['CaptureInvalid', () => `Test-TeamsCapture ${shell.file('text.pcap')}`],
    ['PathNotFound', () => `Test-TeamsCapture ${shell.file('*.nothing')}`],
    ['FileUnreadable', () => `Test-TeamsCapture -LiteralPath ${shell.file('none.pcap')}`],
    ['PathNotFound', () => `Test-TeamsCapture ${shell.file('local.pcap')} -Snapshot ${shell.file('*.nothing')}`],
    ['SnapshotSchema', () => `Test-TeamsCapture ${shell.file('local.pcap')} -Snapshot @{ schema = 'x' }`],
    ['BadUsage', () => `Test-TeamsCapture ${shell.file('local.pcap')} -Snapshot ${shell.file('*.json')}`],
  ] as const) {
    it(`${id}: ${/=>(.*)/s.exec(String(script))![1]!.trim()}`, async () => {
      assert.deepEqual(await shell.errorIds(script()), [`${id},Test-TeamsCapture`]);
    });
  }

  describe('-Quiet', () => {
    for (const [expected, script] of [
      [true, () => `Test-TeamsCapture ${shell.file('local.pcap')} ${snapshot()} -Quiet`],
      [false, () => `Test-TeamsCapture ${shell.file('vpn.pcapng')} ${snapshot()} -Quiet`],
      [
        false,
        () => `${shell.file('vpn.pcapng')}, ${shell.file('local.pcap')} | Test-TeamsCapture ${snapshot()} -Quiet`,
      ],
      [false, () => `Test-TeamsCapture ${shell.file('local.pcap')} -Quiet`],
      [false, () => `Test-TeamsCapture ${shell.file('text.pcap')} -Quiet -ErrorAction SilentlyContinue`],
      [false, () => `Test-TeamsCapture ${shell.file('*.nothing')} -Quiet -ErrorAction SilentlyContinue`],
      [false, () => `@() | Test-TeamsCapture ${snapshot()} -Quiet`],
    ] as const) {
      it(`one ${expected}: ${/=>(.*)/s.exec(String(script))![1]!.trim()}`, async () => {
        assert.deepEqual((await shell.module.run(script())).output, [expected]);
      });
    }
  });

  it('lists streams through its flows, as the help shows', async () => {
    const script = `(Test-TeamsCapture ${shell.file('local.pcap')} ${snapshot()}).flows.streams | Where-Object packets -gt 1`;
    const [stream] = (await shell.module.output(script)) as CaptureFlow['streams'];
    assert.deepEqual([stream!.packets, stream!.lost, stream!.clockRate], [20, 0, 48_000]);
  });
});
