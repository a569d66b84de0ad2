import { ToolError } from '../../contract/error.ts';

/** No line of a route table comes near it. */
const longest = 8_192;

/** The lines of a text with their numbers, from 1, one at a time: tables are large. */
export function* linesOf(text: string): Generator<{ readonly line: string; readonly number: number }> {
  let number = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline;
    number++;
    if (next - start > longest) throw tooLong(number, next - start);
    const end = text.charCodeAt(next - 1) === 13 && next > start ? next - 1 : next;
    yield { line: text.slice(start, end), number };
    start = next + 1;
  }
}

function tooLong(number: number, length: number): ToolError {
  return new ToolError(
    'ImportLineTooLong',
    'InvalidData',
    `line ${number} has ${length} characters, which no line of a route table has.`,
    `line ${number}`,
  );
}

/** Whether a line holds something like an IP address or prefix: such a line must be understood, or it is an error. */
export function holdsAddress(line: string): boolean {
  return /(^|[\s(])(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}:[0-9a-f:]*:[0-9a-f:]*)(\/\d{1,3})?([\s),]|$)/i.test(line);
}
