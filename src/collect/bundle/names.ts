import { hostname, userInfo } from 'node:os';

export interface Names {
  readonly computers: readonly string[];
  readonly users: readonly string[];
  readonly networks: readonly string[];
}

/** Names that are everybody's, and words that programs compare: to replace them would hide nothing and break much. */
const common = new Set(
  (
    'root admin administrator user guest system public default localhost local vpn teams microsoft windows linux ethernet ' +
    'all shared network users profiles none null true false unknown systemprofile localservice networkservice'
  ).split(' '),
);

const shortest = 2;

/** The longest name of a computer in NetBIOS, where longer ones are cut. */
const netbiosLength = 15;

/**
 * Who and where this is.
 * @param people who has an account or a profile here
 */
export function ownNames(computer: string | null, people: readonly string[]): Names {
  const hosts = [hostname(), ...(computer === null ? [] : [computer])];
  return {
    computers: hosts.flatMap((host) => [host, host.split('.')[0], host.slice(0, netbiosLength)]),
    users: [...users(), ...people],
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

const profilePath = /(?:[\\/]Users[\\/]+|\/home\/)([^\\/\s"'<>:;,]+)/gi;
const hostName = /^\s*Host Name[ .]*: (.+)$/gm;
/** netsh wlan, Get-NetIPConfiguration. */
const networkName = /^\s*(?:SSID|Profile|NetProfile\.Name)\s*:[ \t]*(\S.*)$/gm;
/** nmcli, where the device is a wireless one: other connections are named after their interface. */
const wirelessConnection =
  /^GENERAL\.TYPE:[ \t]*wifi[ \t]*\r?\n(?:GENERAL\.(?!CONNECTION).*\r?\n)*GENERAL\.CONNECTION:[ \t]*(\S.*)$/gm;

/** NetworkManager and wpa_supplicant, in their logs. */
const accessPoint = /(?:access point|ssid[ =:]{1,3})\s?["']([^"'\r\n]{2,32})["']/gi;

/** Those names, and what the texts tell: whose profile folders they name, and which wireless networks. */
export function findNames(own: Names, texts: readonly string[]): Names {
  const found = (pattern: RegExp) =>
    texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1].trim()));
  return {
    computers: worthReplacing([...own.computers, ...found(hostName)]),
    users: worthReplacing([...own.users, ...found(profilePath)]),
    networks: worthReplacing([
      ...own.networks,
      ...found(networkName),
      ...found(wirelessConnection),
      ...found(accessPoint),
    ]),
  };
}

/** Whether a name is one that names somebody. */
export function isTelling(name: string): boolean {
  return name.length >= shortest && !common.has(name.toLowerCase());
}

function worthReplacing(names: readonly string[]): string[] {
  return [...new Set(names)].filter(isTelling);
}
