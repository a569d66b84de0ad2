import type { Cloud } from '../../contract/endpoints.ts';
import type { Browser } from '../../contract/installed.ts';
import type { Check } from '../../contract/verdict.ts';
import { answering, together, unanswered, type Finding } from '../answer.ts';
import { handlingsOf, type Handling } from '../browser-policies.ts';
import type { Case } from '../case.ts';
import { references } from '../references.ts';
import { compareVersions } from '../version.ts';

/** The first Edge with the policy, by its author (Edge-Enterprise, pull request 262), though the reference says 94. */
const oldestEdge = '96';

const policy = 'WebRtcRespectOsRoutingTableEnabled';

const inverted =
  "Microsoft's article on Teams and VPNs says \"disabling\" it; the policy's own reference, Edge's page and the overview say enabling, which this check follows.";

/** Where Teams runs in a browser. */
const teamsHosts: Readonly<Record<Cloud, readonly string[]>> = {
  Worldwide: ['teams.microsoft.com', 'teams.cloud.microsoft'],
  China: ['teams.microsoftonline.cn'],
  USGovGCCHigh: ['gov.teams.microsoft.us'],
  USGovDoD: ['dod.teams.microsoft.us'],
};

/** RFC 8828, section 5.2. */
const harm = new Map<unknown, string | null>([
  ['default', null],
  ['default_public_and_private_interfaces', 'pins media to the interface of the default route, which may be the VPN'],
  ['default_public_interface_only', 'pins media to the interface of the default route, which may be the VPN'],
  ['disable_non_proxied_udp', 'takes UDP from media, which then goes by TCP'],
]);

const answer = answering('EdgeRouting', references.edgeRouting);

/** Whether WebRTC in Edge follows the route table, and whether a policy of Edge or Chrome sends Teams' media elsewhere. */
export function edgeRouting({ snapshot, list }: Case): Check {
  if (snapshot.platform === 'linux')
    return answer('NotApplicable', 'Only asked on Windows, where Edge has the policy.');
  const { browsers } = snapshot;
  if (!browsers) return unanswered(answer, browsers, 'the browsers and their policies');
  const edge = browsers.find(({ product, versions }) => product === 'Edge' && versions.length > 0);
  const findings = [
    ...(edge ? [tooOld(edge), ignoringRoutes(edge)] : []),
    ...browsers.flatMap((browser) => sentElsewhere(browser, teamsHosts[list.cloud])),
  ].filter((finding) => finding !== null);
  const found = together(answer, findings);
  if (found) return found;
  if (!edge) return answer('NotApplicable', 'Edge is not installed, and no policy of Chrome sends media elsewhere.');
  return answer('Pass', `Edge ${edge.versions.join(', ')} prefers the interface of the route table (${policy} is 1).`);
}

function tooOld({ versions }: Browser): Finding | null {
  const cure = 'Update Edge.';
  for (const version of versions) {
    const order = compareVersions(version, oldestEdge);
    if (order === null) return { status: 'Unknown', message: `Edge's version "${version}" cannot be read.`, cure };
    if (order < 0)
      return {
        status: 'Fail',
        message: `Edge ${version} is older than ${oldestEdge}, the first to follow routes.`,
        cure,
      };
  }
  return null;
}

/** The policy is read for the machine only. */
function ignoringRoutes({ policies }: Browser): Finding | null {
  const found = policies.find(({ name, scope }) => name === policy && scope === 'machine');
  if (found?.value === 1) return null;
  return {
    status: 'Fail',
    message: `WebRTC in Edge may take any network, the VPN too: ${policy} is ${found ? JSON.stringify(found.value) : 'not set'}.`,
    cure: `Set ${policy} to 1 (REG_DWORD, HKLM\\SOFTWARE\\Policies\\Microsoft\\Edge). ${inverted}`,
  };
}

function sentElsewhere(browser: Browser, hosts: readonly string[]): Finding[] {
  return hosts.flatMap((host) =>
    handlingsOf(browser, host).flatMap((handling) => judgeHandling(browser.product, host, handling) ?? []),
  );
}

function judgeHandling(product: string, host: string, { policy, value }: Handling): Finding | null {
  const effect = harm.get(value);
  if (effect === null) return null;
  const cure = `Take ${policy} away for ${host}, or set it to "default".`;
  return effect === undefined
    ? { status: 'Unknown', message: `${product}'s ${policy} cannot be understood for ${host}.`, cure }
    : { status: 'Warning', message: `${product}'s ${policy} "${value}" ${effect} (${host}).`, cure };
}
