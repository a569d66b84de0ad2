import type { Check } from '../../contract/verdict.ts';
import type { Case } from '../case.ts';
import { references } from '../references.ts';

const dayInMilliseconds = 86_400_000;
const mostDays = 60;

/** Whether the endpoint list in force was Microsoft's current one not long before the snapshot. */
export function endpointList({ list, snapshot, wanted }: Case): Check {
  const check = (status: Check['status'], message: string, recommendation: string | null): Check => ({
    id: 'EndpointList',
    status,
    message,
    recommendation,
    reference: references.endpoints,
  });
  const update = 'Update it: Get-TeamsEndpoint -Update (teams-split-tunnel endpoints --update).';
  const name = `The ${list.cloud} list${list.version ? ` ${list.version}` : ''}`;
  if (wanted.length === 0)
    return check('Unknown', `${name} has no Optimize row of Teams.`, 'Use a complete endpoint list.');
  if (list.confirmedAt === null) return check('Unknown', `${name} does not tell its date.`, update);
  if (snapshot.collectedAt === null) return check('Unknown', 'The snapshot does not tell when it was collected.', null);
  const days = Math.floor((Date.parse(snapshot.collectedAt) - Date.parse(list.confirmedAt)) / dayInMilliseconds);
  const confirmed = `${name} was last confirmed on ${list.confirmedAt.slice(0, 10)}`;
  if (Number.isNaN(days))
    return check('Unknown', `${confirmed}; the snapshot's time "${snapshot.collectedAt}" cannot be read.`, null);
  if (days > mostDays) return check('Warning', `${confirmed}, ${days} days before the snapshot.`, update);
  return check('Pass', `${confirmed}.`, null);
}
