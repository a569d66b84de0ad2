import type { EndpointList } from '../contract/endpoints.ts';
import type { ExitCode } from '../contract/error.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { optimizePrefixes } from '../endpoints/select.ts';
import { textOption, type Call, type Command } from './command.ts';
import { judgeAll, type Edit, type Failed } from './judging.ts';
import { listOf, observe, observeOptions, onlineOption, type Observed } from './observe.ts';
import { profileOptions } from './profile-options.ts';

export const command: Command = {
  summary: 'prove that Teams media leaves by the local interface',
  options: {
    ...observeOptions,
    ...onlineOption,
    require: {
      type: 'string',
      multiple: true,
      value: 'ID',
      help: 'a further check that counts for the overall status',
    },
    pac: {
      type: 'string',
      value: 'FILE',
      help: 'a PAC file to ask, in a sandbox, whether it sends media to a proxy',
    },
    'vpn-profile': {
      type: 'string',
      value: 'FILE',
      help: 'judge what would be if the VPN connected with this profile',
    },
    ...profileOptions,
  },
  run: test,
};

async function test(call: Call): Promise<ExitCode> {
  const list = await listOf(call);
  const edit = await editOf(call, list);
  return judgeAll(call, list, (failed) => observeWithPac(call, list, failed), [edit]);
}

async function* observeWithPac(call: Call, list: EndpointList, failed: Failed): AsyncGenerator<Observed> {
  const file = textOption(call.options, 'pac');
  for await (const observed of observe(call, list, failed)) {
    yield file === undefined ? observed : { ...observed, snapshot: await askPac(file, list, observed.snapshot) };
  }
}

async function askPac(file: string, list: EndpointList, snapshot: Snapshot): Promise<Snapshot> {
  const { evaluatePac } = await import('../collect/pac/evaluate.ts');
  return { ...snapshot, pac: await evaluatePac(file, optimizePrefixes(list), snapshot) };
}

async function editOf(call: Call, list: EndpointList): Promise<Edit> {
  const profile = textOption(call.options, 'vpn-profile');
  if (profile === undefined) return (snapshot) => snapshot;
  const { connecting } = await import('./what-if.ts');
  return connecting(profile, call, list);
}
