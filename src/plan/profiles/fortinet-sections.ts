import { wordsOf, type Source, type Word } from './source.ts';

/** One `edit` of a section of a FortiGate's configuration. */
export interface Edit {
  /** `vpn ssl web portal` */
  readonly section: string;
  readonly name: string;
  readonly line: number;
  readonly settings: ReadonlyMap<string, Setting>;
}

interface Setting {
  readonly values: readonly Word[];
  readonly line: number;
}

/** The edits of all sections; those of a section inside an edit are left out, but for the edit around them. */
export function readEdits(source: Source): Edit[] {
  const edits: Edit[] = [];
  const sections: string[] = [];
  let current: { settings: Map<string, Setting> } | undefined;
  let depth = 0;
  let isQuoted = false;
  for (const line of source.lines()) {
    const wasQuoted = isQuoted;
    isQuoted = isQuoted !== hasOddQuotes(line.text);
    if (wasQuoted) continue;
    const [keyword, ...rest] = wordsOf(line);
    const names = rest.map(({ text }) => text);
    if (keyword?.text === 'config') sections.push(names.join(' '));
    else if (keyword?.text === 'end') sections.pop();
    else if (keyword?.text === 'edit' && isOutermost(sections)) {
      depth = sections.length;
      const edit = { section: sections.at(-1)!, name: names[0] ?? '', line: line.number, settings: new Map() };
      edits.push(edit);
      current = edit;
    } else if (keyword?.text === 'set' && names[0] && sections.length === depth) {
      current?.settings.set(names[0], { values: rest.slice(1), line: line.number });
    } else if (keyword?.text === 'next' && sections.length === depth) current = undefined;
  }
  return edits;
}

/** A quoted text may go over several lines, with words in it that look like commands. */
function hasOddQuotes(text: string): boolean {
  return (text.replace(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1;
}

/** With virtual domains everything is one level deeper. */
function isOutermost(sections: readonly string[]): boolean {
  return sections.filter((name) => name !== 'vdom' && name !== 'global').length === 1;
}
