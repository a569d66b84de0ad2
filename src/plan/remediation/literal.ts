/** A text as a PowerShell expression in ASCII that is nothing but this text. */
export function literal(text: string): string {
  const parts = text
    .split(/([^\x20-\x7e]+)/)
    .map((part, i) => (i % 2 === 0 ? `'${part.replaceAll("'", "''")}'` : characters(part)));
  const filled = parts.filter((part) => part !== "''");
  if (filled.length === 0) return "''";
  return filled.length === 1 && filled[0].startsWith("'") ? filled[0] : `(${["''", ...filled].join(' + ')})`;
}

function characters(text: string): string {
  return text
    .split('')
    .map((unit) => `[char]0x${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join(' + ');
}

export function list(values: readonly (string | number)[]): string {
  return `@(${values.map((value) => (typeof value === 'number' ? String(value) : literal(value))).join(', ')})`;
}

export function bool(value: boolean): string {
  return value ? '$true' : '$false';
}
