import type { Capture, CaptureFlow, TunnelFlow } from '../../contract/capture.ts';
import type { Check } from '../../contract/verdict.ts';
import { answering, together, type Finding } from '../answer.ts';
import { references } from '../references.ts';
import { listed } from '../wording.ts';
import type { Attributor } from './attribution.ts';
import { endsOf } from './flows.ts';

/** On which interface media was. */
export function mediaInterface(flows: readonly CaptureFlow[], tunnels: readonly TunnelFlow[]): Check {
  const answer = answering('MediaInterface', references.securingTeams);
  const media = flows.filter((flow) => flow.media);
  const inVpn = media.filter(({ path }) => path === 'Vpn');
  const unproven = media.filter(({ path }) => path !== 'Vpn' && path !== 'Local');
  if (media.length === 0)
    return answer(
      'Unknown',
      `No media to an Optimize prefix is in this capture: there was no call, or it is inside the tunnel${streams(tunnels)}.`,
      'Capture all interfaces during a call. If there was a call, see Test-TeamsSplitTunnel for the routes.',
    );
  if (inVpn.length > 0)
    return answer(
      'Fail',
      `Media was on a VPN interface: ${described(inVpn)}.`,
      'Exclude the Optimize prefixes from the VPN; Test-TeamsSplitTunnel names the routes that lead there.',
    );
  if (unproven.length > 0)
    return answer(
      'Unknown',
      `Nothing proves on which interface ${unproven.length} of ${media.length} media flows went: ${listed(unproven.map(({ reason }) => reason))}.`,
      ownSnapshot,
    );
  return answer('Pass', `Media was on the local interface alone: ${described(media)}.`);
}

function streams(tunnels: readonly TunnelFlow[]): string {
  const texts = tunnels.map(({ protocol, remote, ends: [one, other], packets }) => {
    const between = remote === null ? `${one.address} and ${other.address}` : `this computer and ${remote}`;
    return `${packets} packets of ${protocol} between ${between}`;
  });
  return texts.length === 0 ? '' : `, which may be in ${listed(texts)}`;
}

function described(flows: readonly CaptureFlow[]): string {
  return listed(
    flows.map(({ interface: name, local, localPort, remote, remotePort, packets, kinds }) => {
      const what = kinds.length > 0 ? ` of ${kinds.join(', ')}` : '';
      return `${name}: ${local} port ${localPort} with ${remote} port ${remotePort}, ${packets} packets${what}`;
    }),
  );
}

/** Whether packets were on the interface that has their address. */
export function mediaSource(flows: readonly CaptureFlow[], attributor: Attributor, hasSnapshot: boolean): Check {
  const answer = answering('MediaSource', references.edgeRouting);
  const media = flows.filter((flow) => flow.media);
  if (!hasSnapshot || media.length === 0)
    return answer('NotApplicable', 'Not asked: without a snapshot and media there is nothing to compare.');
  const pairs = Map.groupBy(media, endsOf);
  const texts = (say: (flow: CaptureFlow, pair: readonly CaptureFlow[]) => string[]) =>
    media.flatMap((flow) => say(flow, pairs.get(endsOf(flow))!));
  const findings = [
    finding(
      texts((flow, pair) => addressOfAnother(flow, pair, attributor)),
      ignored,
      obey,
    ),
    finding(
      texts((flow) => noAnswers(flow, attributor)),
      ignored,
      obey,
    ),
    finding(texts(onlyAnswers), ignored, `Capture all interfaces. ${obey}`),
    finding(
      texts((flow) => unknownAddress(flow, attributor)),
      strange,
      ownSnapshot,
    ),
  ];
  return together(answer, findings.flat()) ?? answer('Pass', 'Every media flow has the address of its interface.');
}

const ignored = 'A program that opens a socket for every address ignores the routing table, as browsers do by default.';
const obey =
  'In Edge enable the policy WebRtcRespectOsRoutingTableEnabled; in other browsers let WebRTC use the default interface only.';
const strange = 'The snapshot may be of another computer or time.';
const ownSnapshot = 'Give a snapshot of the same computer, taken during the capture, with --snapshot.';

function finding(texts: readonly string[], meaning: string, cure: string): Finding[] {
  return texts.length === 0 ? [] : [{ status: 'Warning', message: `${listed(texts)}. ${meaning}`, cure }];
}

function addressOfAnother(flow: CaptureFlow, pair: readonly CaptureFlow[], attributor: Attributor): string[] {
  const owner = attributor.ownerOf(flow.local)?.interface;
  if (owner === undefined || flow.interface === null || owner === flow.interface) return [];
  const answers = pair.find((other) => other !== flow && other.received.packets > 0 && other.interface !== null);
  const back = answers ? `; ${answers.received.packets} answers came back on ${answers.interface}` : '';
  return [
    `${flow.packets} packets on ${flow.interface} had the address ${flow.local} of ${owner}, port ${flow.localPort}${back}`,
  ];
}

/** On an interface that the address alone cannot tell. */
function noAnswers(
  { interface: name, local, localPort, sent, received }: CaptureFlow,
  attributor: Attributor,
): string[] {
  const owner = attributor.ownerOf(local)?.interface;
  if (owner === undefined || name !== null || received.packets > 0) return [];
  return [`${sent.packets} packets had the address ${local} of ${owner}, port ${localPort}, and none came back there`];
}

function onlyAnswers(flow: CaptureFlow, pair: readonly CaptureFlow[]): string[] {
  if (flow.path !== 'Local' || pair.some(({ sent }) => sent.packets > 0)) return [];
  return [
    `${flow.received.packets} packets came to ${flow.local} port ${flow.localPort} on ${flow.interface} and none left there`,
  ];
}

function unknownAddress({ interface: name, local }: CaptureFlow, attributor: Attributor): string[] {
  return name !== null && attributor.lacks(local)
    ? [`Packets on ${name} had the address ${local}, which no interface of the snapshot has`]
    : [];
}

/** Whether the file was read as a whole. */
export function captureFile({ hasGap, damage, counts, packets }: Capture): Check {
  const answer = answering('CaptureFile', 'https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/');
  const gaps = [
    ...(hasGap ? damage : []),
    ...said(counts.unreadLinkType, 'frames are of a link type that is not read'),
    ...said(counts.withoutPorts, 'packets of Optimize prefixes have no readable ports (fragments, or cut too short)'),
    ...said(counts.unlisted, 'packets of Optimize prefixes are of more flows than are kept'),
  ];
  if (gaps.length === 0) return answer('Pass', `All ${packets} frames were read.`);
  return answer('Warning', gaps.join(' '), 'Capture again; what is missing could have been on another interface.');
}

function said(number: number, what: string): string[] {
  return number === 0 ? [] : [`${number} ${what}.`];
}
