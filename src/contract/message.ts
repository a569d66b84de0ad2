import * as v from 'valibot';

/**
 * Between PowerShell and the binary, with `--ndjson`: standard input holds one `request`, then one `input` per pipeline
 * object, then `end`. Standard output holds ASCII JSON, one message a line, which map one to one on PowerShell's streams.
 */

export const Request = v.looseObject({
  type: v.literal('request'),
  command: v.string(),
  /** The command's own options by their long names without dashes in front: `{"cloud": "China", "vpn-interface": ["a"]}`. */
  options: v.optional(v.record(v.string(), v.union([v.string(), v.boolean(), v.array(v.string())])), {}),
  positionals: v.optional(v.array(v.string()), []),
});
export type Request = v.InferOutput<typeof Request>;

export const InputMessage = v.variant('type', [
  Request,
  v.looseObject({ type: v.literal('input'), value: v.unknown() }),
  v.looseObject({ type: v.literal('end') }),
]);
export type InputMessage = v.InferOutput<typeof InputMessage>;

export type OutputMessage =
  /** `typeName` is the PowerShell type, `input` the number (from 0) of the input it answers, null without one. */
  | { type: 'object'; typeName: string; input: number | null; value: unknown }
  | { type: 'progress'; activity: string; status: string; percent: number | null; completed: boolean }
  | { type: 'verbose'; message: string }
  | { type: 'warning'; message: string }
  | { type: 'error'; id: string; category: string; target: string | null; message: string; input: number | null };
