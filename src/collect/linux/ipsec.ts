import { ToolError } from '../../contract/error.ts';
import type { IpsecPolicy } from '../../contract/ipsec.ts';
import * as k from '../../native/linux/constants.ts';
import { readIpsecPolicies, type KernelPolicy } from '../../native/linux/ipsec-policies.ts';
import { mayAdministerNetwork } from '../../native/linux/nft.ts';
import { addressText, prefixText } from './text.ts';

/** The outbound IPsec policies, the oldest first: of equal ones the kernel lists the newest first and takes the oldest. Undefined where only root could ask. `note` is told why they could not be read. */
export function collectIpsecPolicies(note: (text: string) => void): IpsecPolicy[] | null | undefined {
  if (!mayAdministerNetwork()) return undefined;
  try {
    return readIpsecPolicies().map(policyOf).reverse();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    note(`IPsec policies: ${error.message}`);
    return null;
  }
}

/** As ip-xfrm(8) calls them. */
const modes = new Map<number, string>([
  [k.XFRM_MODE_TRANSPORT, 'transport'],
  [k.XFRM_MODE_TUNNEL, 'tunnel'],
  [k.XFRM_MODE_ROUTEOPTIMIZATION, 'ro'],
  [k.XFRM_MODE_IN_TRIGGER, 'in_trigger'],
  [k.XFRM_MODE_BEET, 'beet'],
]);

function policyOf({
  source,
  sourceLength,
  destination,
  destinationLength,
  templates,
  ...rest
}: KernelPolicy): IpsecPolicy {
  return {
    ...rest,
    source: prefixText(source, sourceLength),
    destination: prefixText(destination, destinationLength),
    sourcePort: [...rest.sourcePort],
    destinationPort: [...rest.destinationPort],
    mark: [...rest.mark],
    transforms: templates.map(({ mode, to }) => ({
      mode: modes.get(mode) ?? String(mode),
      to: to.every((byte) => byte === 0) ? null : addressText(to),
    })),
  };
}
