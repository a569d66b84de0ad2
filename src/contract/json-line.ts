import type { ToolError } from './error.ts';

/** The error said of a file, and of the line of the field that its message begins with: `a.json, line 7: routes[2].metric: …`. */
export function atLine(error: ToolError, name: string, json: string): ToolError {
  const field = /^[A-Za-z]\w*(?:\[\d+\]|\.\w+)*(?=: )/.exec(error.message)?.[0];
  const line = field === undefined ? null : lineOfField(json, field);
  return error.at(line === null ? name : `${name}, line ${line}`);
}

/**
 * The line, from 1, of a field such as `routes[2].destination` in a JSON text, or of the innermost thing around it that is
 * there, as where the field is missing; null where nothing of it is.
 */
export function lineOfField(json: string, field: string): number | null {
  const keys = [...field.matchAll(/\w+/g)].map(([key]) => key);
  for (; keys.length > 0; keys.pop()) {
    const offset = offsetOf(json, keys);
    if (offset !== null) return lineAt(json, offset);
  }
  return null;
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

interface Container {
  readonly isArray: boolean;
  /** The name or number of the value that comes next or is being read. */
  key: string;
  isNameNext: boolean;
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]|[^\s[\]{},:"]+/g;

/** Where the value begins that the names and numbers lead to. The text is known to be JSON. */
function offsetOf(json: string, keys: readonly string[]): number | null {
  const open: Container[] = [];
  const isWanted = () => open.length === keys.length && open.every(({ key }, i) => key === keys[i]);
  for (const { 0: text, index } of json.matchAll(token)) {
    const around = open.at(-1);
    if (text === '}' || text === ']') open.pop();
    else if (text === ':') around!.isNameNext = false;
    else if (text === ',' && around!.isArray) around!.key = String(Number(around!.key) + 1);
    else if (text === ',') around!.isNameNext = true;
    else if (around?.isNameNext && text.startsWith('"')) around.key = JSON.parse(text) as string;
    else {
      if (isWanted()) return index;
      if (text === '{' || text === '[') open.push({ isArray: text === '[', key: '0', isNameNext: text === '{' });
    }
  }
  return null;
}
