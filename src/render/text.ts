/** Text for a terminal of 100 columns. */
export const columns = 100;

/** What could steer a terminal: control characters, and those that turn the direction of a line. */
const controls = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const ascii = /^[\u0000-\u007f]*$/;

/** Characters of two columns: East Asian scripts (Unicode's East Asian Width W and F) and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;

/** A text that names of interfaces, files and servers are part of, made harmless. */
export function plain(text: string): string {
  return text.replace(controls, '?');
}

/** The columns that a text takes, at most. */
export function widthOf(text: string): number {
  // The expression for the others takes longer to compile than a whole verdict to write.
  if (ascii.test(text)) return text.length;
  return [...text].length + (text.match(wide)?.length ?? 0);
}

/** Breaks a text at spaces into lines, the first after `lead`, the others indented; a word that fits no line is cut. */
export function wrap(text: string, lead: string, indent: number): string[] {
  const lines: string[] = [];
  let line = lead;
  let width = widthOf(lead);
  let isEmpty = true;
  const room = columns - Math.max(indent, width);
  for (const word of text.split(' ').flatMap((each) => cut(each, room))) {
    const more = widthOf(word);
    if (!isEmpty && width + 1 + more > columns) {
      lines.push(line);
      line = ' '.repeat(indent);
      width = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    width += isEmpty ? more : 1 + more;
    isEmpty = false;
  }
  return [...lines, line];
}

/** The beginning of a text, as far as it fits, and that it goes on. */
export function shorten(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  // No character takes more than two units of UTF-16, or less than a column.
  const [start] = cut(text.slice(0, 2 * room), room - 3);
  const space = start.lastIndexOf(' ');
  return `${space > room / 2 ? start.slice(0, space) : start}...`;
}

/** The text in pieces of so many columns. */
function cut(text: string, room: number): string[] {
  if (widthOf(text) <= room) return [text];
  const pieces = [''];
  let width = 0;
  for (const character of text) {
    const more = widthOf(character);
    if (width + more > room) {
      pieces.push('');
      width = 0;
    }
    pieces[pieces.length - 1] += character;
    width += more;
  }
  return pieces;
}
