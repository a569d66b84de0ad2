import { ToolError } from '../../../contract/error.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Deeper than any output of these programs. */
const deepest = 24;

/**
 * The objects of a JSON document, those in arrays below it too.
 * @throws ToolError `ImportInvalid`
 */
export function readJson(text: string): Row[] {
  checkDepth(text);
  try {
    return rowsIn(JSON.parse(text));
  } catch (error) {
    throw new ToolError(
      'ImportInvalid',
      'InvalidData',
      `this is not JSON, or not all of it: ${(error as Error).message}.`,
    );
  }
}

/** The parser takes memory for every level. */
function checkDepth(text: string): void {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isText) {
      if (code === 92) at++;
      else if (code === 34) isText = false;
    } else if (code === 34) isText = true;
    else if (code === 91 || code === 123) {
      if (++depth > deepest)
        throw new ToolError(
          'ImportInvalid',
          'InvalidData',
          `this is nested deeper than ${deepest} levels, as no route table is.`,
        );
    } else if (code === 93 || code === 125) depth--;
  }
}

/** An object that only holds lists is a collection of outputs: `@{ Routes = Get-NetRoute; … } | ConvertTo-Json`. */
function rowsIn(value: unknown): Row[] {
  if (Array.isArray(value)) return value.flatMap(rowsIn);
  if (typeof value !== 'object' || value === null) return [];
  const parts = Object.values(value);
  const isCollection = parts.length > 0 && parts.every((part) => Array.isArray(part));
  return isCollection ? parts.flatMap(rowsIn) : [value as Row];
}
