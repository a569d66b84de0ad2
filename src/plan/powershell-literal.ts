/** A text as PowerShell's literal in ASCII, in which no quotation mark of any script ends it. */
export function literal(text: string): string {
  const parts = (text.match(/[ -~]+|[^ -~]/g) ?? ['']).map((part) =>
    /^[ -~]*$/.test(part)
      ? `'${part.replaceAll("'", "''")}'`
      : `[char]0x${part.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  // A text at the left makes a text of the sum.
  if (!parts[0].startsWith("'")) parts.unshift("''");
  return parts.length === 1 ? parts[0] : `(${parts.join(' + ')})`;
}

export function list(values: readonly (string | number)[]): string {
  return `@(${values.map((value) => (typeof value === 'number' ? String(value) : literal(value))).join(', ')})`;
}

export function bool(value: boolean): string {
  return value ? '$true' : '$false';
}
