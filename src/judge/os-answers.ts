import type { OsAnswer } from '../contract/snapshot.ts';
import { ToolError } from '../contract/error.ts';
import type { Family } from '../contract/verdict.ts';
import { parseAddress } from '../net/address.ts';
import type { Range } from '../net/range.ts';
import { readNextHop } from '../routes/table.ts';
import type { Hop } from '../routes/route.ts';

/** What the operating system said, in address order. */
export interface OsAnswers {
  within(range: Range): readonly OsAnswer[];
}

/** "Not implemented here" says nothing about a route. */
const unsupported: ReadonlySet<string> = new Set(['50', '120', 'ERROR_NOT_SUPPORTED', 'ERROR_CALL_NOT_IMPLEMENTED']);

/**
 * Sorts a snapshot's answers by address.
 * @throws ToolError `AddressInvalid` with the answer's number
 */
export function readOsAnswers(answers: readonly OsAnswer[]): OsAnswers {
  const sorted: Record<Family, { value: bigint; answer: OsAnswer }[]> = { 4: [], 6: [] };
  answers.forEach((answer, i) => {
    const { family, value } = readAnswerAddress(answer, i);
    if (isAnswer(answer)) sorted[family].push({ value, answer });
  });
  for (const list of Object.values(sorted)) list.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  return {
    within: ({ family, first, last }) => {
      const list = sorted[family];
      const found: OsAnswer[] = [];
      for (let i = lowerBound(list, first); i < list.length && list[i].value <= last; i++) found.push(list[i].answer);
      return found;
    },
  };
}

function readAnswerAddress(answer: OsAnswer, index: number): ReturnType<typeof parseAddress> {
  try {
    return parseAddress(answer.address);
  } catch (error) {
    throw error instanceof ToolError ? error.at(`osAnswers[${index}].address`) : error;
  }
}

function isAnswer({ interfaceIndex, error }: OsAnswer): boolean {
  return interfaceIndex != null || (error != null && !unsupported.has(String(error)));
}

function lowerBound(list: readonly { value: bigint }[], value: bigint): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle].value < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether every answer agrees with the decision; null without one. */
export function agreement({ best }: { best: readonly Hop[] }, answers: readonly OsAnswer[]): boolean | null {
  return answers.length === 0 ? null : answers.every((answer) => agrees(answer, best));
}

/** The same interface and, where both tell one, the same next hop; on a tie any rival will do. */
export function agrees(answer: OsAnswer, best: readonly Hop[]): boolean {
  if (answer.interfaceIndex == null) return best.length === 0;
  const nextHop = readNextHop(answer.nextHop, 'osAnswers.nextHop');
  return best.some(
    (hop) => hop.interfaceIndex === answer.interfaceIndex && (!nextHop || !hop.nextHop || hop.nextHop === nextHop),
  );
}
