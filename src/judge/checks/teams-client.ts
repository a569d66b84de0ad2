import type { TeamsClient } from '../../contract/installed.ts';
import type { Check } from '../../contract/verdict.ts';
import { answering, unanswered } from '../answer.ts';
import type { Case } from '../case.ts';
import { references } from '../references.ts';
import { compareVersions } from '../version.ts';
import { listed } from '../wording.ts';

/** The first classic client that asks for the route of its media. */
const oldestClassic = '1.3.00.13565';

const answer = answering('TeamsClient', references.securingTeams);

/** Whether every installed Teams client follows the route table: the classic one by its version, the new one as a product. */
export function teamsClient({ snapshot }: Case): Check {
  if (snapshot.platform === 'linux') return answer('NotApplicable', 'Only asked on Windows.');
  const found = snapshot.teamsClients;
  if (!found) return unanswered(answer, found, 'the installed Teams clients');
  const { clients, unread } = found;
  const old = clients.filter((client) => isOld(client) === true);
  if (old.length > 0) {
    return answer(
      'Fail',
      `Too old to keep media out of the VPN: ${listed(old.map(describe))}; ${oldestClassic} is needed.`,
      'Replace it by the new Teams, or remove it.',
    );
  }
  const unknown = [
    ...clients.filter((client) => isOld(client) === null).map((client) => `the version of ${describe(client)}`),
    ...unread,
  ];
  if (unknown.length > 0) {
    return answer(
      'Unknown',
      `Could not be read: ${listed(unknown)}.${clients.length > 0 ? ` Found: ${listed(clients.map(describe))}.` : ''}`,
      "Run the test as administrator, who may look into every user's folders; start a client once that has never run.",
    );
  }
  if (clients.length === 0) {
    return answer('NotApplicable', 'No Teams client is installed; for Teams in a browser see EdgeRouting.');
  }
  return answer('Pass', `Follows the route table: ${listed(clients.map(describe))}.`);
}

/** Null where the version is not known. */
function isOld({ product, version }: TeamsClient): boolean | null {
  if (product === 'new') return false;
  const order = version == null ? null : compareVersions(version, oldestClassic);
  return order === null ? null : order < 0;
}

function describe({ product, version, path, scope }: TeamsClient): string {
  const name = product === 'new' ? 'new Teams' : 'classic Teams';
  return `${name}${version == null ? '' : ` ${version}`} (${path}, ${scope === 'user' ? 'one user' : 'all users'})`;
}
