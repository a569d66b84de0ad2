import type { Pac, ProxySetting } from '../../contract/proxies.ts';
import type { Check } from '../../contract/verdict.ts';
import { answering, together, unanswered, unasked, type Finding } from '../answer.ts';
import type { Case } from '../case.ts';
import { beginningsOf, exempts, takesTls } from '../proxy-exceptions.ts';
import { references } from '../references.ts';
import { listed } from '../wording.ts';

const answer = answering('Proxy', references.ports);

/** Whether a proxy would take media that falls back to TCP, port 443, where UDP is blocked. */
export function proxy({ snapshot, wanted }: Case): Check {
  const { proxies, pac } = snapshot;
  if (!proxies && !pac) return unanswered(answer, proxies as null | undefined, 'the proxy settings');
  const beginnings = beginningsOf(wanted);
  const settings = proxies?.settings ?? [];
  const found = together(answer, [
    ...settings.flatMap((setting) => takenByServer(setting, beginnings) ?? []),
    ...(pac ? judgePac(pac) : settings.flatMap((setting) => takenByPac(setting) ?? [])),
    ...settings.flatMap((setting) => detected(setting) ?? []),
    ...unread(proxies),
  ]);
  if (found) return found;
  const file = pac ? ` The file ${pac.file} sends it directly, as far as it was asked.` : '';
  if (!proxies) return unasked(answer, `Not asked: the snapshot does not hold the proxy settings.${file}`);
  return snapshot.platform === 'linux'
    ? answer(
        'NotApplicable',
        `No variable names a proxy for TLS; what the desktop and browsers set is not read.${file}`,
      )
    : answer('Pass', `Neither WinHTTP nor a signed-in user's settings send Teams' media to a proxy.${file}`);
}

function takenByServer(setting: ProxySetting, beginnings: readonly string[]): Finding | null {
  const { server, bypass } = setting;
  if (server == null || !takesTls(server) || exempts(bypass ?? '', beginnings)) return null;
  return {
    status: 'Warning',
    message: `${nameOf(setting)} sends media that falls back to TCP to the proxy ${server}.`,
    cure: `Add exceptions: ${listed(beginnings.map((beginning) => (beginning.endsWith('.') ? `${beginning}*` : beginning)))}.`,
  };
}

function takenByPac(setting: ProxySetting): Finding | null {
  if (setting.pacUrl == null) return null;
  return {
    status: 'Warning',
    message: `${nameOf(setting)} takes its proxy from the PAC file ${setting.pacUrl}, which was neither fetched nor run.`,
    cure: 'Save the file and have it evaluated: -PacFile (--pac FILE).',
  };
}

function detected(setting: ProxySetting): Finding | null {
  if (setting.autoDetect !== true) return null;
  return {
    status: 'Warning',
    message: `${nameOf(setting)} looks for a proxy in the network (WPAD); what it finds was not asked.`,
    cure: 'Turn automatic detection off, or see that the file it finds sends the Optimize prefixes directly.',
  };
}

function judgePac({ file, answers, unresolved, error }: Pac): Finding[] {
  const taken = answers.filter(({ result }) => !/^\s*DIRECT\s*(;|$)/i.test(result));
  const cure = 'Let the file return DIRECT for the Optimize prefixes.';
  const findings: Finding[] = [];
  if (error != null) {
    findings.push({
      status: 'Unknown',
      message: `The file ${file} could not be evaluated: ${error}.`,
      cure: 'Correct it.',
    });
  }
  if (taken.length > 0) {
    const told = taken.map(
      ({ target, from, result }) => `${target}${from == null ? '' : ` from ${from}`} by "${result}"`,
    );
    findings.push({ status: 'Warning', message: `The file ${file} sends media to a proxy: ${listed(told)}.`, cure });
  }
  if (unresolved.length > 0) {
    const message = `The file ${file} asks for names, which were not resolved: ${listed(unresolved)}.`;
    findings.push({ status: 'Unknown', message, cure: 'Let the file decide by address before it asks for names.' });
  }
  return findings;
}

function unread(proxies: Case['snapshot']['proxies']): Finding[] {
  const what = proxies === null ? ['the proxy settings'] : (proxies?.unread ?? []);
  if (what.length === 0) return [];
  return [
    { status: 'Unknown', message: `Could not be read: ${listed(what)}.`, cure: 'Run the test as administrator.' },
  ];
}

function nameOf({ source, scope }: ProxySetting): string {
  return `${source} (${scope === 'user' ? 'one user' : 'all users'})`;
}
