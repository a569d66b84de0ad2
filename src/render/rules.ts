import type { BlockRule, FoundRule } from '../contract/block-rule.ts';
import { plain } from './text.ts';

/** A planned rule as a line. */
export function renderBlockRule({
  name,
  protocol,
  remoteAddresses,
  remotePorts,
  interfaceAlias,
  interfaceType,
}: BlockRule): string {
  const ports = remotePorts.length > 0 ? remotePorts.join(',') : 'all ports';
  const where = interfaceAlias ?? `every interface of type ${interfaceType}`;
  return plain(`block ${protocol} ${ports} to ${remoteAddresses.join(', ')} on ${where} [${name}]`);
}

/** A rule that was found as a line. */
export function renderFoundRule({ name, displayName, store, state, reason }: FoundRule): string {
  return plain(`${state.padEnd(9)} ${displayName} (${store}): ${reason} [${name}]`);
}
