import type { Cloud } from '../../contract/endpoints.ts';
import type { Check } from '../../contract/verdict.ts';
import { answering } from '../answer.ts';
import type { Case } from '../case.ts';
import { references } from '../references.ts';

const answer = answering('CloudNotes', references.china);

const conditionalAccess =
  'Conditional access: what goes directly is seen under the address of the local network. Media carries no token and is not checked, but tokens of other services that are sent directly can be refused; keep those addresses in the VPN or trust them.';

const notes: Readonly<Record<Cloud, string>> = {
  Worldwide: `Users in China of a worldwide tenant: Microsoft advises against a split tunnel for Microsoft 365 there, except for Teams media, which may go directly. ${conditionalAccess}`,
  China: `This cloud is the one operated by 21Vianet; users in China of a worldwide tenant belong to Worldwide. ${conditionalAccess}`,
  USGovGCCHigh: conditionalAccess,
  USGovDoD: conditionalAccess,
};

/** What an administrator of the cloud should know and no machine can tell. There is nothing to check. */
export function cloudNotes({ list }: Case): Check {
  return answer('NotApplicable', 'Notes for information; there is nothing to check.', notes[list.cloud]);
}
