import type { Line, Source, Word } from './source.ts';

/** One directive of an OpenVPN configuration. */
export interface Directive {
  /** Without the two dashes that it may be written with. */
  readonly name: string;
  readonly args: readonly Word[];
  readonly line: Line;
}

/**
 * The directives of a configuration in order, without comments, inline files (`<ca>` to `</ca>`) and what holds for a single
 * server (`<connection>`); openvpn(8), "config". Words end at white space and may be quoted; a backslash takes the next
 * character as it is.
 */
export function* readDirectives(source: Source): Generator<Directive> {
  let inside: string | null = null;
  for (const line of source.lines()) {
    const tag = /^\s*<(\/?)([\w-]+)>\s*$/.exec(line.text);
    if (inside !== null) {
      if (tag?.[1] === '/' && tag[2] === inside) inside = null;
    } else if (tag) {
      inside = tag[2];
    } else {
      const words = readWords(line, source);
      const [first, ...args] = words[0]?.text === 'setenv' && words[1]?.text === 'opt' ? words.slice(2) : words;
      if (first) yield { name: first.text.replace(/^--/, ''), args, line };
    }
  }
  if (inside !== null) throw source.error(source.text.length, `<${inside}> is not closed.`);
}

function readWords(line: Line, source: Source): Word[] {
  const words: Word[] = [];
  const { text, start } = line;
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at])) {
      at++;
    } else if (text[at] === '#' || text[at] === ';') {
      break;
    } else {
      const word = readWord(text, at);
      if (!word) throw source.error(start + at, 'a quote is not closed.');
      words.push({ text: word.text, offset: start + at });
      at = word.end;
    }
  }
  return words;
}

/** What stands for itself outside quotes and inside each kind. */
const plain: Readonly<Record<string, RegExp>> = { '': /[^\s"'\\]+/y, '"': /[^"\\]+/y, "'": /[^']+/y };

function readWord(text: string, start: number): { text: string; end: number } | null {
  let word = '';
  let quote = '';
  let at = start;
  while (at < text.length) {
    plain[quote].lastIndex = at;
    const piece = plain[quote].exec(text)?.[0] ?? '';
    word += piece;
    at += piece.length;
    const character = text[at];
    if (character === undefined) break;
    if (character === '\\') {
      word += text[at + 1] ?? '';
      at += 2;
    } else if (character === '"' || character === "'") {
      quote = quote === '' ? character : '';
      at++;
    } else return { text: word, end: at };
  }
  return quote === '' ? { text: word, end: text.length } : null;
}
