import { clouds } from '../contract/endpoints.ts';
import type { Roles } from '../judge/interfaces.ts';
import { flagOption, listOption, type Call, type Option } from './command.ts';

/** The options of every command that looks at this machine's routes. */
export const machineOptions = {
  cloud: { type: 'string', value: 'NAME', help: clouds.join(', ') },
  endpoints: { type: 'string', value: 'FILE', help: 'an endpoint list instead of the bundled or cached one' },
  'vpn-interface': {
    type: 'string',
    multiple: true,
    value: 'X',
    help: 'this is a VPN: index, GUID, name or description with * and ?',
  },
  'local-interface': { type: 'string', multiple: true, value: 'X', help: 'only this is local' },
  'strict-interfaces': { type: 'boolean', help: 'an interface that is not there is an error' },
} as const satisfies Record<string, Option>;

/** The options of those that look at recorded machines too. */
export const observeOptions = {
  ...machineOptions,
  snapshot: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    help: 'a recorded snapshot or support bundle instead of this machine; - reads standard input',
  },
} as const satisfies Record<string, Option>;

/** The option of the commands that may send packets where they are told to. */
export const onlineOption = {
  online: { type: 'boolean', help: "ask what takes a packet too: the resolvers for the name of Teams' relays" },
} as const satisfies Record<string, Option>;

export function rolesOf(call: Call): Roles {
  return {
    vpn: listOption(call.options, 'vpn-interface'),
    local: listOption(call.options, 'local-interface'),
    strict: flagOption(call.options, 'strict-interfaces'),
  };
}
