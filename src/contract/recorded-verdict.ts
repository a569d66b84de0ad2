import * as v from 'valibot';
import { ToolError } from './error.ts';
import { clouds } from './endpoints.ts';
import { describeIssue } from './issues.ts';
import { verdictSchemaName, type Verdict } from './verdict.ts';

/** A verdict that somebody else wrote: what is counted and shown of it. Unknown fields are kept. */

const status = v.picklist(['Pass', 'Fail', 'Warning', 'Unknown', 'NotApplicable']);
const text = v.nullable(v.string());
const number = v.nullable(v.number());
const family = v.picklist([4, 6]);

const Check = v.looseObject({ id: v.string(), status, message: v.string(), recommendation: text, reference: text });

const Leak = v.looseObject({
  cidrs: v.array(v.string()),
  family,
  interfaceName: v.string(),
  routes: v.array(v.string()),
});

const Segment = v.looseObject({
  prefix: v.string(),
  first: v.string(),
  last: v.string(),
  cidrs: v.array(v.string()),
  family,
  route: text,
  nextHop: text,
  interfaceIndex: number,
  interfaceName: text,
  metric: number,
  path: v.picklist(['Local', 'Vpn', 'UnknownTunnel', 'None']),
});

const RecordedVerdict = v.looseObject({
  schema: v.literal(verdictSchemaName),
  status,
  computer: text,
  collectedAt: text,
  endpoints: v.looseObject({ cloud: v.picklist(clouds), version: text, confirmedAt: v.optional(text, null) }),
  vpn: v.looseObject({
    connected: v.boolean(),
    interfaces: v.array(v.looseObject({ index: v.number(), name: v.string(), reason: v.string() })),
  }),
  leaks: v.array(Leak),
  segments: v.array(Segment),
  checks: v.array(Check),
});

/** @throws ToolError `VerdictInvalid` with the field's path */
export function readVerdict(value: unknown): Verdict {
  const result = v.safeParse(RecordedVerdict, value, { abortEarly: true });
  if (!result.success) throw new ToolError('VerdictInvalid', 'InvalidData', describeIssue(result.issues[0]));
  return result.output as unknown as Verdict;
}
