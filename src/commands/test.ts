import type { EndpointList } from '../contract/endpoints.ts';
import type { ExitCode } from '../contract/error.ts';
import { textOption, type Call, type Command } from './command.ts';
import { judgeAll, type Edit, type Failed } from './judging.ts';
import { basisOf } from './basis.ts';
import { askPac, pacOption } from './pac.ts';
import { listOf } from './list.ts';
import { observeOptions, onlineOption } from './machine-options.ts';
import { observe, type Observed } from './observe.ts';
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
    ...pacOption,
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
  const edit = await editOf(call);
  return judgeAll(call, list, (failed) => observeWithPac(call, list, failed), [edit]);
}

async function* observeWithPac(call: Call, list: EndpointList, failed: Failed): AsyncGenerator<Observed> {
  for await (const observed of observe(call, list, failed)) {
    const basis = basisOf(call, list, observed.recorded);
    yield { ...observed, snapshot: await askPac(call, basis.list, observed.snapshot) };
  }
}

async function editOf(call: Call): Promise<Edit> {
  const profile = textOption(call.options, 'vpn-profile');
  if (profile === undefined) return (snapshot) => snapshot;
  const { connecting } = await import('./what-if.ts');
  return connecting(profile, call);
}
