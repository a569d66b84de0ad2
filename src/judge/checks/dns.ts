import { ToolError } from '../../contract/error.ts';
import { relayNames, type DnsAnswer } from '../../contract/name-resolution.ts';
import type { Check } from '../../contract/verdict.ts';
import { parseAddress, type Address } from '../../net/address.ts';
import { contains } from '../../net/prefix.ts';
import { answering, unasked } from '../answer.ts';
import type { Case } from '../case.ts';
import { nameOf } from '../paths.ts';
import { references } from '../references.ts';
import { listed } from '../wording.ts';

const answer = answering('Dns', references.securingTeams);

/** Whether the name of Teams' relays resolves into the Optimize prefixes, at the resolver of every interface. */
export function dns(judged: Case): Check {
  const { snapshot, list } = judged;
  const name = relayNames[list.cloud];
  if (name === undefined) return answer('NotApplicable', `No name of a relay is known for the cloud ${list.cloud}.`);
  const { dnsAnswers: answers } = snapshot;
  if (answers === undefined) {
    return unasked(answer, `Not asked: whether ${name} resolves rightly takes a packet; -Online (--online) asks.`);
  }
  if (!answers?.length) {
    return answer('Unknown', `No resolver of this machine is known, so nobody was asked for ${name}.`, 'Connect it.');
  }
  const told = (found: readonly DnsAnswer[]) => listed(found.map((each) => describe(each, judged)));
  const inForce = answers.some(({ byRule }) => byRule) ? answers.filter(({ byRule }) => byRule) : answers;
  const wrong = answers.filter((each) => each.addresses.some((address) => !isWanted(address, judged)));
  if (wrong.length > 0) {
    return answer(
      wrong.some((each) => inForce.includes(each)) ? 'Fail' : 'Warning',
      `${name} resolves to something else than a relay of Teams: ${told(wrong)}.`,
      'Have these resolvers answer as the public DNS does: look for a private zone, a filter or an interception.',
    );
  }
  const silent = answers.filter(({ addresses }) => addresses.length === 0);
  const cure = 'Have these resolvers resolve public names, or test again.';
  if (inForce.every((each) => silent.includes(each))) {
    return answer('Unknown', `Nobody resolved ${name}: ${told(silent)}.`, cure);
  }
  if (silent.length > 0)
    return answer('Warning', `${name} resolves rightly, but not everywhere: ${told(silent)}.`, cure);
  return answer('Pass', `${name} resolves into the Optimize prefixes: ${told(answers)}.`);
}

function isWanted(address: string, { wanted }: Case): boolean {
  const parsed = readAddress(address);
  return wanted.some((prefix) => contains(prefix, parsed));
}

function readAddress(text: string): Address {
  try {
    return parseAddress(text);
  } catch (error) {
    throw error instanceof ToolError ? error.at('dnsAnswers') : error;
  }
}

function describe({ server, interfaceIndex, byRule, addresses, error }: DnsAnswer, { interfaces }: Case): string {
  const place =
    interfaceIndex == null
      ? byRule
        ? ', by a rule of the Name Resolution Policy Table'
        : ''
      : ` of ${nameOf(interfaces, interfaceIndex)}`;
  return `${addresses.length > 0 ? addresses.join(' and ') : (error ?? 'no address')} (${server}${place})`;
}
