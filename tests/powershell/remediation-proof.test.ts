import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EndpointList } from '../../src/contract/endpoints.ts';
import type { RemediationSettings } from '../../src/contract/remediation.ts';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import type { Status } from '../../src/contract/verdict.ts';
import { judge, overallStatus } from '../../src/judge/judge.ts';
import { writeRemediation } from '../../src/plan/remediation/write.ts';
import { exclusions, localDefaults, machine, route, row, vpn, vpnDefaults, worldwide } from '../judge/machine.ts';
import { smallList, windowsSnapshot } from '../judge/tables.ts';
import { selfContained, withClient } from './remediation.ts';
import { openShell } from './shell.ts';
import { asCmdletsTell, cmdletOutput, windowsCmdlets } from './windows-cmdlets.ts';

interface Answer {
  status: Status;
  optimizeRoutes: Status;
  nextHop: Status;
  killSwitch: boolean;
  /** What the repair would add. */
  added: { destination: string; nextHop: string; interfaceIndex: number; metric: number }[];
}

const seed = process.env['SEED'] === undefined ? Date.now() % 2 ** 31 : Number(process.env['SEED']);

/** The scripts' proof and the judge, given the same machines. */
describe('the self-contained script and the judge', function () {
  const shell = openShell(this);
  this.timeout(300_000);

  /** What the script says of each machine, by its own functions. */
  async function ask(
    settings: Partial<RemediationSettings>,
    list: EndpointList,
    snapshots: Snapshot[],
  ): Promise<Answer[]> {
    const [{ text }] = writeRemediation({ ...selfContained, ...settings }, list);
    const functions = text.slice(0, text.indexOf('$answer = Get-Answer'));
    const { output, errors } = await shell.host.run(
      `param($Facts)
${windowsCmdlets}
${functions}
foreach ($text in $Facts) {
    $global:facts = ConvertFrom-Json $text
    $machine = Get-Machine
    $verdict = Get-Verdict $machine
    $added = @()
    if ($verdict.Status -eq 'Fail') {
        foreach ($route in (Find-Repair $machine)) { $added += @{ destination = $route.Destination; nextHop = $route.NextHop; interfaceIndex = $route.Index; metric = $route.Metric } }
    }
    @{ status = $verdict.Status; optimizeRoutes = $verdict.OptimizeRoutes; nextHop = $verdict.NextHop; killSwitch = $verdict.KillSwitch; added = $added }
}`,
      { parameters: { Facts: snapshots.map((snapshot) => JSON.stringify(cmdletOutput(snapshot))) } },
    );
    assert.deepEqual(errors, []);
    return output as Answer[];
  }

  function judged(settings: Partial<RemediationSettings>, list: EndpointList, snapshot: Snapshot) {
    const { vpnInterface = [], localInterface = [] } = settings;
    const { checks } = judge(asCmdletsTell(snapshot), list, {
      roles: { vpn: vpnInterface, local: localInterface, strict: false },
      require: [],
    });
    const counting = checks.filter(({ id }) => id === 'OptimizeRoutes' || id === 'NextHop');
    const killSwitch = checks.filter(({ id, status }) => id === 'Interference' && status === 'Fail');
    const [optimizeRoutes, nextHop] = counting.map(({ status }) => status);
    return {
      status: overallStatus([...counting, ...killSwitch], []),
      optimizeRoutes,
      nextHop,
      killSwitch: killSwitch.length > 0,
    };
  }

  async function agree(
    settings: Partial<RemediationSettings>,
    list: EndpointList,
    snapshots: Snapshot[],
  ): Promise<Answer[]> {
    const answers = await ask(settings, list, snapshots);
    assert.equal(answers.length, snapshots.length);
    answers.forEach(({ added, ...answer }, i) => {
      const snapshot = snapshots[i];
      assert.deepEqual(answer, judged(settings, list, snapshot), JSON.stringify(snapshot, null, 1));
      if (added.length === 0) return;
      const repaired = { ...snapshot, routes: [...snapshot.routes, ...added] };
      assert.equal(judged(settings, list, repaired).status, 'Pass', `with ${JSON.stringify(added)}`);
    });
    return answers;
  }

  it(`agree on random tables (SEED=${seed})`, async () => {
    const snapshots = fc.sample(windowsSnapshot, { numRuns: 400, seed });
    const answers = await agree({ vpnInterface: ['vpn*'], localInterface: ['local*'] }, smallList, snapshots);
    const words = new Set(answers.map(({ status }) => status));
    for (const word of ['Fail', 'Unknown']) assert.ok(words.has(word as Status), `no ${word} among the random tables`);
  });

  const cases: [string, Snapshot, Status][] = [
    ['a VPN with Teams excluded', withClient([...localDefaults, ...vpnDefaults, ...exclusions]), 'Pass'],
    ['a full tunnel', withClient([...localDefaults, ...vpnDefaults]), 'Fail'],
    ['two halves into the VPN', withClient([...localDefaults, '0.0.0.0/1 dev vpn', '128.0.0.0/1 dev vpn']), 'Fail'],
    ['a VPN route inside', withClient([...localDefaults, ...exclusions, '52.113.0.0/16 dev vpn']), 'Fail'],
    ['a host route', withClient([...localDefaults, ...exclusions, '52.112.0.10/32 dev vpn']), 'Fail'],
    ['no VPN', machine(localDefaults, { interfaces: [row(10)] }), 'NotApplicable'],
    ['no route at all', withClient([]), 'Unknown'],
    ['a dead gateway', withClient([...localDefaults, ...exclusions, '52.112.0.0/15 via 10.99.0.1']), 'Fail'],
    ['an on-link exclusion', withClient([...localDefaults, '52.112.0.0/14']), 'Warning'],
    ['the kill switch of WireGuard', machine([...localDefaults, '::/0 dev vpn', ...exclusions]), 'Fail'],
    ['WireGuard without a /0', machine([...localDefaults, '0.0.0.0/1 dev vpn', ...exclusions]), 'Pass'],
    [
      'a VPN whose description its client chose, known by its bus',
      machine([...localDefaults, ...vpnDefaults], {
        interfaces: [row(10), row(vpn, { description: 'Contoso', deviceId: 'SWD\\WINTUN\\{0B8E2E3C}' })],
      }),
      'Fail',
    ],
    [
      'connected IPv6 whose table was not told',
      withClient(['0.0.0.0/0 via 192.168.1.1 metric 10', '0.0.0.0/0 dev vpn', ...exclusions.slice(0, 2)]),
      'Unknown',
    ],
    [
      'IPv6 that is turned off',
      withClient(['0.0.0.0/0 via 192.168.1.1 metric 10', '0.0.0.0/0 dev vpn', ...exclusions.slice(0, 2)], {
        interfaces: [row(10), row(vpn, { description: 'Wintun Userspace Tunnel' })].map((each) => ({
          ...each,
          connected6: false,
        })),
      }),
      'Pass',
    ],
    [
      'a VPN in a state that is neither up nor down',
      withClient([...localDefaults, ...vpnDefaults], {
        interfaces: [row(10), row(vpn, { description: 'Wintun Userspace Tunnel', connected4: null, connected6: null })],
      }),
      'Fail',
    ],
    [
      'an adapter that nobody knows',
      machine([...localDefaults, route('52.112.0.0/14 dev vpn')], {
        interfaces: [row(10), row(vpn, { description: 'Contoso Fast Adapter' })],
      }),
      'Unknown',
    ],
    [
      "Windows' own VPN",
      machine([...localDefaults, ...vpnDefaults], {
        interfaces: [row(10), row(vpn, { name: 'Contoso', description: 'Contoso', type: 23, rasType: 'vpn' })],
      }),
      'Fail',
    ],
    [
      'an idle WAN Miniport',
      machine(localDefaults, {
        interfaces: [row(10), row(vpn, { description: 'WAN Miniport (IKEv2)', addresses: [] })],
      }),
      'NotApplicable',
    ],
    [
      'a Hyper-V switch with a gateway',
      machine([...localDefaults, ...exclusions], {
        interfaces: [
          row(10, { description: 'Hyper-V Virtual Ethernet Adapter #2', deviceId: 'ROOT\\VMS_MP' }),
          row(vpn),
        ],
      }),
      'Pass',
    ],
    [
      'a filter, a Teredo tunnel and IP-HTTPS',
      machine([...localDefaults, '2603:1063::/38 dev vpn'], {
        interfaces: [
          row(10),
          row(vpn, { name: 'iphttpsinterface', description: 'Microsoft IP-HTTPS Platform Adapter', type: 131 }),
          row(30, { name: 'Teredo', description: 'Teredo Tunneling Pseudo-Interface', type: 131 }),
          row(31, { name: 'WFP', description: 'WAN Miniport (IP)-WFP', filter: true }),
        ],
      }),
      'Fail',
    ],
  ];

  it('agree on machines that people have', async () => {
    const answers = await agree(
      {},
      worldwide,
      cases.map(([, snapshot]) => snapshot),
    );
    cases.forEach(([what, , status], i) => assert.equal(answers[i].status, status, what));
  });

  it('agree on a list without IPv4', async () => {
    const ipv6Only = { ...worldwide, rows: [{ ...worldwide.rows[0], ips: ['2603:1063::/38'] }] };
    const offline = withClient(['0.0.0.0/0 via 192.168.1.1', '::1/128', '2001:db8:9::/64 dev vpn']);
    const [{ status }] = await agree({}, ipv6Only, [offline]);
    assert.equal(status, 'Unknown');
  });

  it('agree on what the administrator names', async () => {
    const odd = machine([...localDefaults, ...vpnDefaults], {
      interfaces: [
        row(10),
        row(vpn, { name: 'B[r]\u00fccke (1)', description: 'Contoso', guid: '{0B8E2E3C-1111-2222-3333-444455556666}' }),
      ],
    });
    for (const pattern of ['b[R]\u00dc*', 'CONTOSO', '?[r]*', '0b8e2e3c-1111-2222-3333-444455556666', 'b*x']) {
      await agree({ vpnInterface: [pattern] }, worldwide, [odd]);
      await agree({ localInterface: [pattern] }, worldwide, [odd]);
    }
  });

  it('repair what routes can repair, and nothing else', async () => {
    const answers = await ask({}, worldwide, [
      withClient([...localDefaults, ...vpnDefaults]),
      withClient([...localDefaults, ...exclusions, '52.113.0.0/16 dev vpn', '52.114.7.0/24 dev vpn']),
      withClient(['0.0.0.0/0 via 192.168.1.1 metric 10', ...vpnDefaults]),
      withClient([...localDefaults, ...exclusions, '52.112.0.0/15 via 10.99.0.1']),
      withClient([...localDefaults, ...exclusions, '52.112.0.10/32 dev vpn'], {
        interfaces: [row(10), row(vpn, { description: 'Wintun Userspace Tunnel', metric4: 1 })],
      }),
    ]);
    const destinations = answers.map(({ added }) => added.map(({ destination }) => destination));
    assert.deepEqual(destinations[0], worldwide.rows[0].ips);
    assert.deepEqual(
      destinations[1].sort(),
      ['52.113.0.0/16', '52.114.7.0/24'].flatMap(halves).concat(['52.113.0.0/16', '52.114.7.0/24']).sort(),
    );
    assert.deepEqual(destinations.slice(2), [[], [], []]);
  });
});

/** Where metrics are equal, a route to the same prefix is no cure: its halves are. */
function halves(prefix: string): string[] {
  return {
    '52.113.0.0/16': ['52.113.0.0/17', '52.113.128.0/17'],
    '52.114.7.0/24': ['52.114.7.0/25', '52.114.7.128/25'],
  }[prefix]!;
}
