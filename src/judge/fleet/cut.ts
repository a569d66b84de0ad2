/** What a fleet keeps of a text that others wrote, in UTF-16 units: enough to recognise it by. */
const longest = 1000;

/** A text, or its beginning, so that no document can make memory grow. */
export function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}

export function cutOrNull(text: string | null): string | null {
  return text === null ? null : cut(text);
}
