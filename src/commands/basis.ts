import type { EndpointList } from '../contract/endpoints.ts';
import type { Roles } from '../judge/interfaces.ts';
import { listOption, type Call } from './command.ts';
import { rolesOf } from './machine-options.ts';

/** What a snapshot is judged by. */
export interface Basis {
  readonly list: EndpointList;
  readonly roles: Roles;
  readonly require: readonly string[];
}

/** What the call says; where it says nothing and the snapshot is a support bundle's, what that was made with. */
export function basisOf(call: Call, list: EndpointList, recorded?: Basis): Basis {
  const said = { list, roles: rolesOf(call), require: listOption(call.options, 'require') };
  if (!recorded) return said;
  const orRecorded = (words: readonly string[], before: readonly string[]) => (words.length > 0 ? words : before);
  const namesList = call.options.endpoints !== undefined || call.options.cloud !== undefined;
  return {
    list: namesList ? list : recorded.list,
    roles: {
      vpn: orRecorded(said.roles.vpn, recorded.roles.vpn),
      local: orRecorded(said.roles.local, recorded.roles.local),
      strict: said.roles.strict || recorded.roles.strict,
    },
    require: orRecorded(said.require, recorded.require),
  };
}
