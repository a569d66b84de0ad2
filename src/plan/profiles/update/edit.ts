/** A change of a text: what is between two offsets becomes something else. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that don't overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** What a line of its own starts with and ends with. */
export interface Layout {
  readonly indent: string;
  readonly lineEnd: string;
}

/** The layout of what starts a line at an offset; null where it doesn't, or where no line end shows which kind the file has. */
export function indentationAt(text: string, offset: number): Layout | null {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const indent = text.slice(lineStart, offset);
  if (lineStart === 0 || /\S/.test(indent)) return null;
  return { indent, lineEnd: text[lineStart - 2] === '\r' ? '\r\n' : '\n' };
}

/** Removes what is between two offsets, and its lines where nothing else is on them. */
export function removal(text: string, start: number, end: number): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const isAlone = lineEnd >= 0 && !/\S/.test(text.slice(lineStart, start)) && !/\S/.test(text.slice(end, lineEnd));
  return isAlone ? { start: lineStart, end: lineEnd + 1, text: '' } : { start, end, text: '' };
}
