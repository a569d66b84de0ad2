/**
 * The test bed: real networks, VPNs and Windows on one Linux machine, each gone when the test ends.
 *
 *     describe('a full tunnel', function () {
 *       requireOrSkip(this, ['root', 'namespaces', 'ip', 'openssl', 'tun', 'openvpn', 'coturn']);
 *       let topology: Topology;
 *       before(() => (topology = layTopology()));
 *       after(() => topology?.bed.close());
 *
 *       it('takes media along', async () => {
 *         await startRelay(topology);
 *         await startOpenVpn(topology, { push: ['redirect-gateway def1'] });
 *         assert.equal(await addressSeenByRelay(topology.client), '10.8.0.2');
 *         const { code } = await topology.client.run([built('linux-x64', 'teams-split-tunnel'), 'test']);
 *         assert.equal(code, 1);
 *       });
 *     });
 *
 * | file | gives |
 * | --- | --- |
 * | require.ts | `requireOrSkip(this, needs)`: skipped by name where something is missing, failed in CI |
 * | tools.ts | `tool(name)`: the absolute path of a program |
 * | netns.ts | `Bed` (`namespace`, `link`, `directory`, `onClose`, `close`), `Namespace` (`ip`, `routeGet`, `run`, `start`, `pids`) |
 * | topology.ts | `layTopology()`: client (lan0), isp with the relay addresses, corp; 0.2 s |
 * | coturn.ts | `startRelay`, `addressSeenByRelay`: the ground truth of the path |
 * | openvpn.ts | `startOpenVpn(topology, { push, clientConfig, clientNetworks })` |
 * | wireguard.ts | `startWireGuard(topology, { allowedIps, routes })`, `startWgQuick(topology, { allowedIps, interfaceLines })` |
 * | ocserv.ts | `startAnyConnect(topology, { routes, noRoutes })` |
 * | call.ts (imported by itself) | `startBrowser`, `makeCall`: a real WebRTC call through the relay, 1 s + its duration |
 * | wine.ts | `Wine.start(bed, namespace)` in 1 s, then `run(exe, args)`, `command`, `windowsPath`, `driveC`, `stop` |
 * | daemon.ts | `Daemon`: a program that runs until it is stopped; `says`, `log`, `stop(signal)` |
 *
 * Whatever starts something registers it with its bed, so `bed.close()` is all a test has to call. One VPN of a kind
 * at a time in one topology.
 */
export * from './certificate.ts';
export * from './coturn.ts';
export * from './daemon.ts';
export * from './netns.ts';
export * from './ocserv.ts';
export * from './openvpn.ts';
export * from './paths.ts';
export * from './require.ts';
export * from './tools.ts';
export * from './topology.ts';
export * from './wine.ts';
export * from './wireguard.ts';
