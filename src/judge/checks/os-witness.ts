import type { OsAnswer } from '../../contract/snapshot.ts';
import type { Check } from '../../contract/verdict.ts';
import type { Case } from '../case.ts';
import { agrees } from '../os-answers.ts';
import { nameOf, pathOf } from '../paths.ts';
import { references } from '../references.ts';
import { listed } from '../wording.ts';

/** Whether the operating system, asked itself, names the interfaces that the proof found. It never changes the proof. */
export function osWitness({ snapshot, segments, interfaces }: Case): Check {
  const check = (status: Check['status'], message: string, recommendation: string | null): Check => ({
    id: 'OsWitness',
    status,
    message,
    recommendation,
    reference: references.getBestRoute2,
  });
  const differences = segments.flatMap(({ answers, best }) =>
    answers.filter((answer) => !agrees(answer, best)).map((answer) => ({ answer, best })),
  );
  const throughVpn = differences.filter(
    ({ answer, best }) =>
      answer.interfaceIndex != null &&
      pathOf(interfaces, answer.interfaceIndex) === 'Vpn' &&
      !best.some((hop) => hop.interfaceIndex === answer.interfaceIndex),
  );
  const told = (found: typeof differences) =>
    listed(
      found.map(({ answer }) =>
        describe(answer, answer.interfaceIndex == null ? 'no interface' : nameOf(interfaces, answer.interfaceIndex)),
      ),
    );
  if (throughVpn.length > 0) {
    return check(
      'Fail',
      `The operating system sends to the VPN what its route table does not: ${told(throughVpn)}.`,
      'Trust the operating system: find out what the VPN client adds beside the route table, and test again.',
    );
  }
  if (snapshot.stable === false) {
    return check(
      'Unknown',
      'The route table kept changing while the operating system was asked.',
      'Test again when the VPN has settled.',
    );
  }
  if (differences.length > 0) {
    return check(
      'Warning',
      `The operating system's answer differs from its route table: ${told(differences)}.`,
      'Compare with Find-NetRoute, and report it with a snapshot.',
    );
  }
  const count = segments.reduce((sum, { answers }) => sum + answers.length, 0);
  if (count === 0) {
    const message = 'The operating system was not asked, or could not answer.';
    return { ...check('NotApplicable', message, null), asked: false };
  }
  return check('Pass', `The operating system agrees, in ${count} answers.`, null);
}

function describe({ address, api, error }: OsAnswer, interfaceName: string): string {
  return `${address} by ${interfaceName} (${api}${error == null ? '' : `, error ${error}`})`;
}
