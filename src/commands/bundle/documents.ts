import type { EndpointList } from '../../contract/endpoints.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Verdict } from '../../contract/verdict.ts';
import { readBytes } from '../../collect/file.ts';
import { decodeOutput } from '../../collect/bundle/decode.ts';
import type { Basis } from '../basis.ts';
import { tss, type Part } from './assemble.ts';

/** The bundle's own documents, without which it is not replayed. */
export function documents(snapshot: Snapshot | null, verdict: Verdict | null, { list, roles, require }: Basis): Part[] {
  const { vpn, local, strict } = roles;
  return [
    ...(snapshot ? [json('snapshot.json', snapshot)] : []),
    ...(verdict ? [json('verdict.json', verdict)] : []),
    json('endpoints.json', inFormOfFile(list)),
    json('options.json', { vpn, local, strict, require }),
    { name: 'tss.txt', text: tssText, ran: null },
  ];
}

function json(name: string, value: unknown): Part {
  return { name, text: JSON.stringify(value, null, 1), ran: null };
}

/** The list in the form that --endpoints takes, with where it came from. */
function inFormOfFile({ cloud, version, source, confirmedAt, rows }: EndpointList): EndpointList {
  return { cloud, version, source, confirmedAt, rows };
}

/** The text of the PAC file that the administrator named. */
export function pacPart(path: string): Part {
  return { name: 'raw/pac.txt', text: decodeOutput(readBytes(path)), ran: null };
}

const tssText = [
  "Microsoft's support may ask for a trace of its own tool, TSS (https://aka.ms/getTSS). Unpack it, and in an elevated",
  'PowerShell, not the ISE, run it while the problem is there:',
  '',
  'Set-ExecutionPolicy -Scope Process RemoteSigned',
  tss,
  '',
  'Its result is a zip file in C:\\MS_DATA.',
  '',
].join('\r\n');
