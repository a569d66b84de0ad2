import * as v from 'valibot';
import { ToolError } from '../contract/error.ts';
import { describeIssue } from '../contract/issues.ts';
import { InputMessage, type Request } from '../contract/message.ts';
import { readLines } from './stdin.ts';
import type { Stop } from './stop.ts';

/**
 * Reads the request from standard input and hands on the pipeline objects that follow it. Standard input closing before
 * `end` means that the caller is gone: `stop` is aborted and nothing may be answered.
 */
export async function openProtocol(stop: Stop): Promise<{ request: Request; inputs: AsyncIterable<unknown> }> {
  const messages = readMessages();
  const first = await messages.next();
  if (first.done) throw closedEarly();
  if (first.value.type !== 'request')
    throw invalid(1, `the first message is "${first.value.type}", expected "request"`);
  return { request: first.value, inputs: readInputs(messages, stop) };
}

async function* readInputs(messages: AsyncGenerator<InputMessage>, stop: Stop): AsyncGenerator<unknown> {
  for await (const message of messages) {
    if (message.type === 'end') return;
    if (message.type === 'input') yield message.value;
  }
  stop.abort();
  throw closedEarly();
}

async function* readMessages(): AsyncGenerator<InputMessage> {
  let line = 0;
  for await (const text of readLines()) {
    line++;
    if (text.trim() !== '') yield readMessage(text, line);
  }
}

function readMessage(text: string, line: number): InputMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(line, (error as Error).message);
  }
  const result = v.safeParse(InputMessage, value, { abortEarly: true });
  if (!result.success) throw invalid(line, describeIssue(result.issues[0]));
  return result.output;
}

function invalid(line: number, why: string): ToolError {
  return new ToolError(
    'MessageInvalid',
    'InvalidData',
    `standard input, line ${line}: ${why}. Each line is one JSON message; see docs/contract.md.`,
    `line ${line}`,
  );
}

function closedEarly(): ToolError {
  return new ToolError(
    'Stopped',
    'OperationStopped',
    'standard input closed before the "end" message; there is no verdict.',
  );
}
