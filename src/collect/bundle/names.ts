import { hostname, userInfo } from 'node:os';

export interface Names {
  readonly computers: readonly string[];
  readonly users: readonly string[];
  readonly networks: readonly string[];
}

/** Names that are everybody's, and words that programs compare: to replace them would hide nothing and break much. */
const common = new Set(
  'root admin administrator user guest system public default localhost local vpn teams microsoft windows linux ethernet all shared'.split(
    ' ',
  ),
);

const shortest = 2;

/** Who and where this is. */
export function ownNames(computer: string | null): Names {
  const host = hostname();
  return {
    computers: [host, host.split('.')[0], ...(computer === null ? [] : [computer])],
    users: users(),
    networks: [],
  };
}

function users(): string[] {
  try {
    return [userInfo().username];
  } catch {
    return []; // A user of no account, as in some containers.
  }
}

/** Those names, and what the texts tell: whose profile folders they name, and which wireless networks. */
export function findNames(own: Names, texts: readonly string[]): Names {
  const found = (pattern: RegExp) =>
    texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1].trim()));
  return {
    computers: worthReplacing([...own.computers, ...found(/^\s*Host Name[ .]*: (.+)$/gm)]),
    users: worthReplacing([...own.users, ...found(/(?:[\\/]Users[\\/]+|\/home\/)([^\\/\s"':]+)/gi)]),
    networks: worthReplacing([
      ...own.networks,
      ...found(/^\s*(?:SSID|Profile|GENERAL\.CONNECTION)\s*:[ \t]*(\S.*)$/gm),
    ]),
  };
}

function worthReplacing(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name.length >= shortest && !common.has(name.toLowerCase()));
}
