import type { Check, Status } from '../contract/verdict.ts';

type Answering = (status: Status, message: string, recommendation?: string | null) => Check;

/** Makes the answers of one check, which have its id and its reference in common. */
export function answering(id: string, reference: string): Answering {
  return (status, message, recommendation = null) => ({ id, status, message, recommendation, reference });
}

/** The answer where a section has no facts: what a snapshot does not hold was not asked, null could not be read. */
export function unanswered(answer: Answering, section: null | undefined, what: string): Check {
  return section === null
    ? answer('Unknown', `Could not be read: ${what}.`, 'Run the test as administrator.')
    : unasked(answer, `Not asked: the snapshot does not hold ${what}.`);
}

export function unasked(answer: Answering, message: string): Check {
  return { ...answer('NotApplicable', message), asked: false };
}

/** What a check says, without its id and its reference. */
export type Answer = Omit<Check, 'id' | 'reference'>;

/** One of several things that a check found wrong. */
export interface Finding {
  readonly status: 'Fail' | 'Unknown' | 'Warning';
  /** A whole sentence. */
  readonly message: string;
  readonly cure: string;
}

const worstFirst = ['Fail', 'Unknown', 'Warning'] as const;

/** One answer for all findings, with the status and the cure of the worst; undefined where there is none. */
export function together(answer: Answering, findings: readonly Finding[]): Check | undefined {
  const [worst] = worstFirst.flatMap((status) => findings.filter((finding) => finding.status === status));
  const messages = new Set(findings.map(({ message }) => message));
  return worst && answer(worst.status, [...messages].join(' '), worst.cure);
}
