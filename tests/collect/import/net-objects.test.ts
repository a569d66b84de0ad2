import assert from 'node:assert/strict';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { checkOf, judged } from '../../judge/machine.ts';
import { PowerShellHost } from '../../powershell/host.ts';
import { imported, tableOf } from './importing.ts';

/** What the cmdlets of NetTCPIP and NetAdapter give, by the property names of their classes (MSFT_NetRoute and its kin). */
const routes = [
  {
    ifIndex: 12,
    InterfaceIndex: 12,
    InterfaceAlias: 'Ethernet',
    DestinationPrefix: '0.0.0.0/0',
    NextHop: '192.168.1.1',
    RouteMetric: 0,
    InterfaceMetric: 25,
    Protocol: 3,
    Store: 1,
  },
  {
    ifIndex: 21,
    InterfaceIndex: 21,
    InterfaceAlias: 'Tunnel',
    DestinationPrefix: '0.0.0.0/1',
    NextHop: '10.8.0.1',
    RouteMetric: 256,
    InterfaceMetric: 5,
    Protocol: 3,
    Store: 1,
  },
  {
    ifIndex: 21,
    InterfaceIndex: 21,
    InterfaceAlias: 'Tunnel',
    DestinationPrefix: '10.8.0.0/24',
    NextHop: '0.0.0.0',
    RouteMetric: 256,
    InterfaceMetric: 5,
    Protocol: 2,
    Store: 1,
  },
  {
    ifIndex: 12,
    InterfaceIndex: 12,
    InterfaceAlias: 'Ethernet',
    DestinationPrefix: '52.112.0.0/14',
    NextHop: '192.168.1.1',
    RouteMetric: 1,
    InterfaceMetric: 25,
    Protocol: 3,
    Store: 1,
  },
  {
    ifIndex: 12,
    InterfaceIndex: 12,
    InterfaceAlias: 'Ethernet',
    DestinationPrefix: '52.122.0.0/15',
    NextHop: '192.168.1.1',
    RouteMetric: 1,
    InterfaceMetric: 25,
    Protocol: 3,
    Store: 0,
  },
  {
    ifIndex: 12,
    InterfaceIndex: 12,
    InterfaceAlias: 'Ethernet',
    DestinationPrefix: '::/0',
    NextHop: 'fe80::1',
    RouteMetric: 256,
    InterfaceMetric: 35,
    Protocol: 3,
    Store: 1,
  },
];
const interfaces = [
  {
    ifIndex: 12,
    InterfaceIndex: 12,
    InterfaceAlias: 'Ethernet',
    AddressFamily: 2,
    ConnectionState: 1,
    InterfaceMetric: 25,
    IgnoreDefaultRoutes: 0,
  },
  {
    ifIndex: 12,
    InterfaceIndex: 12,
    InterfaceAlias: 'Ethernet',
    AddressFamily: 23,
    ConnectionState: 1,
    InterfaceMetric: 35,
    IgnoreDefaultRoutes: 0,
  },
  {
    ifIndex: 21,
    InterfaceIndex: 21,
    InterfaceAlias: 'Tunnel',
    AddressFamily: 2,
    ConnectionState: 1,
    InterfaceMetric: 5,
    IgnoreDefaultRoutes: 1,
  },
];
const adapters = [
  {
    Name: 'Ethernet',
    InterfaceDescription: 'Intel(R) I219-LM',
    ifIndex: 12,
    Status: 'Up',
    PnPDeviceID: 'PCI\\VEN_8086&DEV_15BC',
    InterfaceGuid: '{8A1D}',
    InterfaceType: 6,
    HardwareInterface: true,
  },
  {
    Name: 'Tunnel',
    InterfaceDescription: 'TAP-Windows Adapter V9',
    ifIndex: 21,
    Status: 'Up',
    PnPDeviceID: 'ROOT\\NET\\0000',
    InterfaceGuid: '{8A1E}',
    InterfaceType: 6,
    HardwareInterface: false,
  },
];
const everything = () => imported(JSON.stringify(routes), JSON.stringify(interfaces), JSON.stringify(adapters));

/** An object as PowerShell's literal. */
const literal = (row: object) =>
  `[pscustomobject]@{ ${Object.entries(row)
    .map(
      ([name, value]) =>
        `${name} = ${typeof value === 'number' ? value : typeof value === 'boolean' ? `$${value}` : `'${value}'`}`,
    )
    .join('; ')} }`;

describe('Get-NetRoute and its kin', () => {
  it('give routes with their own metrics, which are added to those of the interfaces once', () => {
    const snapshot = everything();
    assert.deepEqual(tableOf(snapshot), [
      '0.0.0.0/0 192.168.1.1 Ethernet 0',
      '0.0.0.0/1 10.8.0.1 Tunnel 256',
      '10.8.0.0/24 on-link Tunnel 256',
      '52.112.0.0/14 192.168.1.1 Ethernet 1',
      '::/0 fe80::1 Ethernet 256',
    ]);
    const [ethernet, tunnel] = snapshot.interfaces;
    assert.deepEqual([ethernet.metric4, ethernet.metric6, tunnel.metric4], [25, 35, 5]);
    const { segments } = judged(snapshot);
    assert.deepEqual(
      segments.map(({ route, metric }) => `${route} ${metric}`),
      ['52.112.0.0/14 26', '0.0.0.0/1 261', '::/0 291'],
    );
  });

  it("give facts of interfaces, by which the verdict is the machine's own", () => {
    const snapshot = everything();
    const [ethernet, tunnel] = snapshot.interfaces;
    assert.deepEqual(
      [ethernet.deviceId, ethernet.hardware, ethernet.type, ethernet.up],
      ['PCI\\VEN_8086&DEV_15BC', true, 6, true],
    );
    assert.deepEqual(
      [tunnel.connected4, tunnel.disableDefaultRoutes4, tunnel.description],
      [true, true, 'TAP-Windows Adapter V9'],
    );
    const verdict = judged(snapshot);
    assert.deepEqual(
      [verdict.status, verdict.leaks[0].cidrs, verdict.leaks[0].interfaceName],
      ['Fail', ['52.122.0.0/15'], 'Tunnel'],
    );
  });

  it('leave out what is stored and not in force', () => {
    assert.match(everything().notes!.join(), /persistent store were left out/);
  });

  it('of the persistent store say nothing of what is connected, nor of the metric in force', () => {
    const stored = interfaces.map((row) => ({ ...row, Store: 0, ConnectionState: 0, InterfaceMetric: 1 }));
    const persistent = routes.map((row) => ({ ...row, Store: 0, InterfaceMetric: 1 }));
    const both = imported(...[routes, persistent, interfaces, stored, adapters].map((rows) => JSON.stringify(rows)));
    assert.deepEqual(both.interfaces, everything().interfaces);
    assert.equal(judged(both).status, 'Fail');
  });

  it('leave no adapter out for a status that is not known', () => {
    const strange = adapters.map((row) => ({ ...row, Status: row.Name === 'Tunnel' ? 'Aktiv' : 'Up' }));
    const verdict = judged(imported(JSON.stringify(routes), JSON.stringify(strange)));
    assert.deepEqual(verdict.leaks[0].interfaceName, 'Tunnel');
    const down = adapters.map((row) => ({ ...row, Status: row.Name === 'Tunnel' ? 'Disconnected' : 'Up' }));
    assert.deepEqual(judged(imported(JSON.stringify(routes), JSON.stringify(down))).leaks, []);
  });

  it('say what is missing, and prove nothing by it', () => {
    const alone = imported(JSON.stringify(routes.map((route) => ({ ...route, InterfaceMetric: undefined }))));
    assert.match(alone.notes!.join('\n'), /Get-NetAdapter[^]*Get-NetIPInterface/);
    assert.equal(checkOf(judged(alone), 'OptimizeRoutes').status, 'Unknown');
    assert.deepEqual(imported(JSON.stringify(routes.filter(({ NextHop }) => NextHop.includes('.')))).unread, [6]);
  });

  it('are taken in one document, as one object, and with words for numbers', () => {
    const collected = imported(JSON.stringify({ Routes: routes, Interfaces: interfaces, Adapters: adapters }));
    assert.deepEqual(collected, everything());
    const words = routes.map((route) => ({ ...route, Store: route.Store === 1 ? 'ActiveStore' : 'PersistentStore' }));
    assert.deepEqual(tableOf(imported(JSON.stringify(words))), tableOf(everything()));
    assert.equal(imported(JSON.stringify(routes[0])).routes.length, 1);
  });

  it('are taken from the screen, too', () => {
    const screen = [
      '',
      'ifIndex DestinationPrefix                              NextHop                                  RouteMetric ifMetric PolicyStore',
      '------- -----------------                              -------                                  ----------- -------- -----------',
      '21      0.0.0.0/1                                      10.8.0.1                                         256 5        ActiveStore',
      '12      0.0.0.0/0                                      192.168.1.1                                        0 25       ActiveStore',
      '12      ::/0                                           fe80::1                                          256 35       ActiveStore',
      '12      52.122.0.0/15                                  192.168.1.1                                        1 25       PersistentStore',
      '',
    ];
    const snapshot = imported(screen.join('\r\n'));
    assert.deepEqual(tableOf(snapshot), [
      '0.0.0.0/1 10.8.0.1 interface 21 256',
      '0.0.0.0/0 192.168.1.1 interface 12 0',
      '::/0 fe80::1 interface 12 256',
    ]);
    assert.deepEqual(
      snapshot.interfaces.map(({ metric4, metric6 }) => [metric4, metric6]),
      [
        [5, undefined],
        [25, 35],
      ],
    );
    assert.throws(
      () => imported(screen.join('\n').replace(' 25       ActiveStore', ' ActiveStore')),
      /line 5: it has 5 columns/,
    );
  });

  it('are never counted while they expire', () => {
    for (const ValidLifetime of [{ Ticks: 0 }, '00:00:00', 'PT0S'])
      assert.equal(imported(JSON.stringify([{ ...routes[0], ValidLifetime }])).routes[0].validLifetime, 0);
    assert.equal(
      imported(JSON.stringify([{ ...routes[0], ValidLifetime: { Ticks: 9223372036854775807 } }])).routes[0]
        .validLifetime,
      undefined,
    );
  });

  describe('that are damaged', () => {
    for (const [what, change, message] of [
      ['no index', { ifIndex: undefined, InterfaceIndex: undefined }, /object 1: it has no InterfaceIndex/],
      [
        'a destination that is none',
        { DestinationPrefix: '0.0.0.0' },
        /object 1: "0\.0\.0\.0" is no DestinationPrefix/,
      ],
      ['a next hop of the other family', { NextHop: 'fe80::1' }, /object 1: "fe80::1" is no NextHop of IPv4/],
      ['host bits', { DestinationPrefix: '10.0.0.1/8' }, /object 1: 10\.0\.0\.1\/8 has host bits/],
    ] as const) {
      it(`name the object: ${what}`, () =>
        assert.throws(
          () => imported(JSON.stringify([{ ...routes[0], ...change }])),
          (error: Error) => message.test(error.message),
        ));
    }

    it('are not passed over among others: a next hop is missing', () => {
      const rows = [routes[0], { ...routes[1], NextHop: undefined }];
      assert.throws(() => imported(JSON.stringify(rows)), /object 2: "" is no NextHop of IPv[46]/);
    });
  });
});

describe('Get-NetRoute as PowerShell writes it', function () {
  requireOrSkip(this, ['dotnet']);
  this.timeout(180_000);
  let host: PowerShellHost;
  before(async () => (host = await PowerShellHost.start()));
  after(() => host?.stop());

  const written = async (rows: readonly object[], pipeline: string) => {
    const { output, errors } = await host.run(`@(${rows.map(literal).join('\n')}) | ${pipeline}`);
    assert.deepEqual(errors, []);
    return output.join('\r\n');
  };
  const same = (snapshot: Snapshot) => {
    assert.deepEqual(tableOf(snapshot), tableOf(everything()));
    assert.deepEqual(snapshot.interfaces, everything().interfaces);
  };

  it('with ConvertTo-Json', async () => {
    const texts = await Promise.all([routes, interfaces, adapters].map((rows) => written(rows, 'ConvertTo-Json')));
    same(imported(...texts));
  });

  for (const options of [
    '',
    '-NoTypeInformation',
    "-Delimiter ';' -NoTypeInformation",
    '-Delimiter "`t" -IncludeTypeInformation',
  ]) {
    it(`with ConvertTo-Csv ${options}`, async () => {
      const texts = await Promise.all(
        [routes, interfaces, adapters].map((rows) => written(rows, `ConvertTo-Csv ${options}`)),
      );
      same(imported(...texts));
    });
  }

  it('with Export-Clixml', async () => {
    const clixml = async (rows: readonly object[]) => {
      const objects = `@(${rows.map(literal).join('\n')})`;
      const { output } = await host.run(`[System.Management.Automation.PSSerializer]::Serialize(${objects}, 3)`);
      return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(String(output[0]), 'utf16le')]);
    };
    same(imported(await clixml(routes), await clixml(interfaces), await clixml(adapters)));
  });

  it('with Export-Clixml, where a property is an enumeration, a TimeSpan or odd text', async () => {
    const script = `[pscustomobject]@{ InterfaceIndex = 12; InterfaceAlias = "Wi<Fi> & \`"7\`" _x0041_"; DestinationPrefix = '0.0.0.0/0'; NextHop = '192.168.1.1'
      RouteMetric = [uint16]0; Store = [System.DayOfWeek]::Monday; ValidLifetime = [timespan]::Zero; Nested = [pscustomobject]@{ DestinationPrefix = 'x'; NextHop = 'y' } }`;
    const { output } = await host.run(`[System.Management.Automation.PSSerializer]::Serialize((${script}), 3)`);
    const snapshot = imported(String(output[0]));
    assert.deepEqual(tableOf(snapshot), ['0.0.0.0/0 192.168.1.1 Wi<Fi> & "7" _x0041_ 0']);
    assert.equal(snapshot.routes[0].validLifetime, 0);
  });
});
