import type { Option } from './command.ts';

/** What can be said of a VPN profile that its file doesn't tell. */
export const profileOptions = {
  assume: {
    type: 'string',
    multiple: true,
    value: 'ipv6=WORD',
    help: 'where the profile leaves IPv6 open: none, tunnel or local',
  },
  policy: {
    type: 'string',
    value: 'NAME',
    help: 'the group policy, gateway configuration or portal, where the profile holds several',
  },
} as const satisfies Record<string, Option>;
