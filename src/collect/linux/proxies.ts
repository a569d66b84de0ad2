import type { Proxies, ProxySetting } from '../../contract/proxies.ts';
import { withoutSecrets } from '../proxy-text.ts';
import { linesOf } from './text-file.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The proxies that programs take from variables: those of this process, and those of every session (environment(5) of PAM). */
export function collectProxies(environment: Variables = process.env, root = ''): Proxies {
  const file = `${root}/etc/environment`;
  try {
    const ofSessions = Object.fromEntries(linesOf(file).flatMap(readVariable));
    return { settings: [...settingOf(environment, 'user'), ...settingOf(ofSessions, 'machine')], unread: [] };
  } catch {
    return { settings: settingOf(environment, 'user'), unread: [file] };
  }
}

function readVariable(line: string): [string, string][] {
  const parts = /^\s*(?:export\s+)?(\w+)=(["']?)(.*)\2\s*$/.exec(line);
  return parts ? [[parts[1], parts[3]]] : [];
}

/** The proxy for TLS, in either case of letters; HTTP_PROXY does not concern media. */
function settingOf(variables: Variables, scope: ProxySetting['scope']): ProxySetting[] {
  const valueOf = (name: string) => variables[name] || variables[name.toUpperCase()] || null;
  const server = valueOf('https_proxy') ?? valueOf('all_proxy');
  if (server === null) return [];
  const bypass = valueOf('no_proxy')?.replaceAll(',', ';') ?? null;
  return [{ source: 'environment', scope, server: withoutSecrets(server), bypass }];
}
