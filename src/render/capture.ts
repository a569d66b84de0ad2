import type { CaptureFlow, CaptureVerdict, RtpStream, TunnelFlow } from '../contract/capture.ts';
import { renderCheck } from './check.ts';
import { plain, wrap } from './text.ts';

/** The verdict on a capture for people: the answer first, then a line a check, then the flows. At most 100 columns. */
export function renderCapture(verdict: CaptureVerdict): string {
  const { status, file, endpoints, computer, first, last, packets, checks, flows, tunnels } = verdict;
  const list = `${endpoints.cloud} ${endpoints.version ?? 'of unknown version'} (${endpoints.source})`;
  const time = first === null ? 'without times' : `${first} to ${last}`;
  return [
    ...wrap(plain(`${status}: Teams media in ${file}, endpoint list ${list}`), '', 2),
    ...wrap(plain(`${computer ?? 'unknown computer'}, ${time}, ${packets} frames`), '', 2),
    '',
    ...checks.flatMap(renderCheck),
    ...section('Flows:', flows.flatMap(renderFlow)),
    ...section('Streams of VPNs:', tunnels.flatMap(renderTunnel)),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function renderFlow(flow: CaptureFlow): string[] {
  const { interface: name, path, kinds, rate, first, last, sent, received, reason, media } = flow;
  const place = `${name ?? 'unknown interface'}${path === null ? '' : ` (${path})`}`;
  const facts = [
    `${sent.packets} packets sent, ${received.packets} received, ${flow.bytes} bytes`,
    ...(rate === null ? [] : [`${(rate / 1000).toFixed(1)} kbit/s`]),
    kinds.length > 0 ? kinds.join(' ') : media ? 'unrecognised' : 'signalling',
    ...(first === null ? [] : [`${first.slice(11)} to ${last?.slice(11)}`]),
  ];
  return [
    ...wrap(plain(`${place}: ${ends(flow)}`), '  ', 4),
    ...wrap(facts.join(', '), '    ', 6),
    ...wrap(plain(reason), '    ', 6),
    ...flow.streams.flatMap(renderStream),
  ];
}

function renderStream({
  ssrc,
  direction,
  packets,
  lost,
  lostPercent,
  clockRate,
  jitter,
  maxJitter,
}: RtpStream): string[] {
  const timing = jitter === null ? 'jitter unknown' : `jitter ${jitter} ms, at most ${maxJitter} ms (${clockRate} Hz)`;
  return wrap(`RTP ${ssrc} ${direction}: ${packets} packets, ${lost} lost (${lostPercent} %), ${timing}`, '    ', 6);
}

function renderTunnel(tunnel: TunnelFlow): string[] {
  const { protocol, packets, bytes, interface: name } = tunnel;
  const place = name === null ? '' : ` on ${name}`;
  return wrap(plain(`${protocol}${place}: ${tunnelEnds(tunnel)}, ${packets} packets, ${bytes} bytes`), '  ', 4);
}

function ends({ local, localPort, remote, remotePort }: CaptureFlow): string {
  return `${end(local, localPort)} with ${end(remote, remotePort)}`;
}

/** This machine's end first; which one that is, is said where it is not known. */
function tunnelEnds({ local, localPort, ends: [one, other] }: TunnelFlow): string {
  const isFirst = local === null || (one.address === local && one.port === localPort);
  const [left, right] = isFirst ? [one, other] : [other, one];
  const text = `${end(left.address, left.port)} with ${end(right.address, right.port)}`;
  return local === null ? `${text} (which of them is this computer is not known)` : text;
}

function end(address: string, port: number): string {
  return port === 0 ? address : `${address} port ${port}`;
}
