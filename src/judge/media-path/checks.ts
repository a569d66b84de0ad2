import type { MediaPathRow } from '../../contract/media-path.ts';
import type { Check, Path } from '../../contract/verdict.ts';
import { answering } from '../answer.ts';
import { references } from '../references.ts';
import { listed } from '../wording.ts';

type Rows = readonly MediaPathRow[];

const excluding =
  'Exclude the Optimize prefixes from the tunnel in the VPN client, or see what Repair-TeamsSplitTunnel -WhatIf proposes.';
const naming = 'Say what it is: -LocalInterface or -VpnInterface (--local-interface, --vpn-interface).';

const unboundOf = (rows: Rows) => rows.filter(({ boundTo }) => boundTo === null);

/** Which source address the operating system gives a socket that is connected to Teams media: no packet is sent. */
export function mediaSource(rows: Rows): Check {
  const answer = answering('MediaSource', references.securingTeams);
  const routed = unboundOf(rows).filter(({ source }) => source !== null);
  const told = (path: Path) =>
    listed(
      routed.filter((row) => row.path === path).map((row) => `${row.address} from ${row.source} (${nameIn(row)})`),
    );
  if (routed.length === 0) return answer('Unknown', 'There is no way to any address of Teams media.', 'Connect it.');
  if (told('Vpn')) return answer('Fail', `Sockets get the address of a VPN: ${told('Vpn')}.`, excluding);
  if (told('UnknownTunnel'))
    return answer('Unknown', `Sockets get an address that is not proven local: ${told('UnknownTunnel')}.`, naming);
  return answer('Pass', `Sockets get the address of the local interface: ${told('Local')}.`);
}

/** By which interface answers to a socket came that the operating system chose the way for. */
export function mediaAnswer(rows: Rows): Check {
  const answer = answering('MediaAnswer', references.stun);
  const unbound = unboundOf(rows);
  const told = (path: Path) =>
    listed(
      unbound.flatMap((row) =>
        row.answers
          .filter((each) => each.path === path)
          .map((each) => `${row.address} by ${each.interfaceName ?? 'an unknown interface'}`),
      ),
    );
  if (told('Vpn')) return answer('Fail', `Relays answer through a VPN: ${told('Vpn')}.`, excluding);
  if (told('UnknownTunnel'))
    return answer('Unknown', `Relays answer by what is not proven local: ${told('UnknownTunnel')}.`, naming);
  const silent = unbound.filter(({ answers, source }) => answers.length === 0 && source !== null);
  const silence = `No answer from ${listed(silent.map(({ address }) => address))}, which proves nothing: relays need not answer.`;
  if (!told('Local')) return answer('Unknown', silent.length > 0 ? silence : 'Nothing could be asked.', proving);
  if (silent.length > 0) return answer('Unknown', `Answers came from ${told('Local')}. ${silence}`, proving);
  return answer('Pass', `Relays answer by the local interface: ${told('Local')}.`);
}

const proving =
  'Probe the address of a relay, such as worldaz.tr.teams.microsoft.com, or capture the traffic of a call.';

/** Whether a socket that is bound to the address of a VPN, as ICE binds one, gets an answer: then media could use the tunnel. */
export function boundMedia(rows: Rows): Check {
  const answer = answering('BoundMedia', references.ice);
  const bound = rows.filter(({ boundTo, path }) => boundTo !== null && path === 'Vpn');
  if (bound.length === 0) return answer('NotApplicable', 'No VPN interface has an address to bind to.');
  const heard = bound.flatMap((row) => row.answers.map((each) => ({ row, each })));
  const told = (isThrough: boolean) =>
    listed(
      heard
        .filter(({ each }) => (each.path === 'Vpn') === isThrough)
        .map(({ row, each }) => `${row.address} from ${row.source} by ${each.interfaceName ?? 'an unknown interface'}`),
    );
  if (told(true)) {
    const message = `Media could use the tunnel: a socket bound to the VPN gets an answer: ${told(true)}.`;
    return answer('Warning', message, blocking);
  }
  if (bound.some(({ answers, sent }) => answers.length === 0 && sent > 0)) {
    const message = 'A socket bound to the VPN gets no answer, which proves nothing: relays need not answer.';
    return answer('Unknown', message, blocking);
  }
  const outside = told(false);
  if (outside) return answer('Pass', `Answers to sockets bound to the VPN come outside the tunnel: ${outside}.`);
  const errors = listed(bound.flatMap((row) => row.errors));
  return answer('Pass', `A socket bound to the VPN's address cannot send to Teams media: ${errors}.`);
}

const blocking = 'Where media takes the VPN in spite of right routes, block it there: New-TeamsVpnBlockRule.';

function nameIn({ interfaceName }: MediaPathRow): string {
  return interfaceName ?? 'an address of no known interface';
}
