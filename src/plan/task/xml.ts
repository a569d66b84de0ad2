import { ToolError } from '../../contract/error.ts';

export interface Element {
  text(indent: string): string;
}

/** An XML element, with elements in it or a text, in ASCII. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: readonly Element[] | string,
): Element {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ');
  return {
    text: (indent) => {
      if (typeof content === 'string') return `${indent}<${head}>${escaped(content)}</${name}>`;
      const inner = content.map((child) => child.text(`${indent}  `));
      return [`${indent}<${head}>`, ...inner, `${indent}</${name}>`].join('\n');
    },
  };
}

/** XML 1.0 has no way to write most control characters. */
function escaped(text: string): string {
  if (/[^\P{Cc}\t\n\r]/u.test(text))
    throw new ToolError('BadUsage', 'InvalidArgument', `a control character in ${JSON.stringify(text.slice(0, 80))}.`);
  return text.replace(/[&<>"\t\n\r]|[^\x20-\x7e]/gu, (character) => {
    const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
    return named[character] ?? `&#x${character.codePointAt(0)!.toString(16)};`;
  });
}
