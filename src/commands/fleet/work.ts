import type { EndpointList } from '../../contract/endpoints.ts';
import type { BadLine } from '../../contract/fleet.ts';
import { ToolError } from '../../contract/error.ts';
import { decodeText, withoutMark } from '../../contract/text.ts';
import { verdictsOf } from '../../judge/fleet/document.ts';
import { withhold } from '../../judge/fleet/machines.ts';
import { countVerdict, emptyTally, type Tally } from '../../judge/fleet/tally.ts';
import type { JudgeOptions } from '../../judge/judge.ts';
import { asciiJson } from '../output.ts';

/** What every thread of a fleet's judging knows from its start. */
export interface Work {
  readonly list: EndpointList;
  readonly options: JudgeOptions;
  /** Whether the verdicts are wanted, not only their counts. */
  readonly withVerdicts: boolean;
}

/** Whole lines, or a whole file. */
export interface Block {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

export interface Judged {
  readonly tally: Tally;
  /** Their paths are the sender's to know; their lines are counted from the block's first. */
  readonly badLines: Omit<BadLine, 'path'>[];
  readonly lines: number;
  /** One message a verdict, where they are wanted. */
  readonly messages: string;
}

/** Judges blocks, which come to a thread in the order of the files. */
export function openJudge(work: Work): (block: Block) => Judged {
  const told = { Pass: 0, Fail: 0, Warning: 0, Unknown: 0, NotApplicable: 0 };
  return (block) => {
    const judged = judgeBlock(block, work);
    withhold(judged.tally.machines, told);
    return judged;
  };
}

function judgeBlock({ bytes, isWhole }: Block, work: Work): Judged {
  const tally = emptyTally();
  const badLines: Omit<BadLine, 'path'>[] = [];
  const messages: string[] = [];
  let lines = 0;
  for (const text of isWhole ? documentsOf(bytes) : linesOf(bytes)) {
    lines++;
    if (text.length < 2 && text.trim() === '') continue;
    try {
      for (const verdict of verdictsOf(JSON.parse(text), work.list, work.options)) {
        countVerdict(tally, verdict);
        if (work.withVerdicts) messages.push(verdictMessage(verdict));
      }
    } catch (error) {
      if (!(error instanceof ToolError) && !(error instanceof SyntaxError)) throw error;
      if (text.trim() !== '') badLines.push({ line: lines, message: error.message.slice(0, 500) });
    }
  }
  return { tally, badLines, lines, messages: messages.join('') };
}

function verdictMessage(value: unknown): string {
  return asciiJson({ type: 'object', typeName: 'TeamsSplitTunnel.Verdict', input: null, value }) + '\n';
}

/** Whether a text that begins so is one document over many lines, and not one a line. */
export function isSpread(start: string): boolean {
  return /^\s*[{[]\s*\n/.test(start);
}

function documentsOf(bytes: Uint8Array): string[] {
  const text = decodeText(bufferOf(bytes));
  return isSpread(text) ? [text] : text.split('\n');
}

function* linesOf(bytes: Uint8Array): Generator<string> {
  const buffer = bufferOf(bytes);
  for (let start = 0; start < buffer.length;) {
    const end = buffer.indexOf(10, start);
    const next = end < 0 ? buffer.length : end;
    const text = buffer.toString('utf8', start, next);
    yield start === 0 ? withoutMark(text) : text;
    start = next + 1;
  }
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
