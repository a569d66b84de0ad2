import type { Element } from '../xml.ts';
import { indentationAt, type Edit, type Layout } from './edit.ts';

/** XML to be written: an element with text or with elements inside. */
export interface Markup {
  /** With its namespace prefix. */
  readonly name: string;
  readonly content: string | readonly Markup[];
}

/** Puts elements after another one, in its layout: on lines of their own with its indentation, or all on its line. */
export function insertAfter(text: string, sibling: Element, elements: readonly Markup[]): Edit[] {
  const layout = indentationAt(text, sibling.start);
  const step = stepOf(text, sibling) ?? usualStep;
  return [
    { start: sibling.end, end: sibling.end, text: elements.map((each) => onItsLine(each, layout, step)).join('') },
  ];
}

/** Puts elements before another one, in its layout. */
export function insertBefore(text: string, sibling: Element, elements: readonly Markup[]): Edit[] {
  const layout = indentationAt(text, sibling.start);
  const step = stepOf(text, sibling) ?? usualStep;
  const written = elements.map((each) => render(each, layout, step) + (layout ? layout.lineEnd + layout.indent : ''));
  return [{ start: sibling.start, end: sibling.start, text: written.join('') }];
}

/** Puts elements into one that has none, behind its comments. An empty tag is opened, and nil="true" is taken out of it. */
export function insertInto(text: string, parent: Element, elements: readonly Markup[]): Edit[] {
  const layout = indentationAt(text, parent.start);
  const inside = layout && { ...layout, indent: layout.indent + usualStep };
  const written = elements.map((each) => onItsLine(each, inside, usualStep)).join('');
  const closing = layout ? layout.lineEnd + layout.indent : '';
  const { start, inner, end } = parent;
  const tag = text.slice(start, inner?.start ?? end).replace(/\s[\w.-]+:nil\s*=\s*("[^"]*"|'[^']*')/, '');
  const openTag = inner ? tag : `${tag.slice(0, -'/>'.length).trimEnd()}>`;
  if (!inner) return [{ start, end, text: `${openTag}${written}${closing}</${parent.prefix}${parent.name}>` }];
  const content = text.slice(inner.start, inner.end);
  const kept = content.trimEnd().length;
  const at = inner.start + kept;
  return [
    { start, end: inner.start, text: openTag },
    { start: at, end: at, text: written + (content.includes('\n', kept) ? '' : closing) },
  ];
}

const usualStep = '  ';

function onItsLine(element: Markup, layout: Layout | null, step: string): string {
  return (layout ? layout.lineEnd + layout.indent : '') + render(element, layout, step);
}

function render({ name, content }: Markup, layout: Layout | null, step: string): string {
  if (typeof content === 'string') return `<${name}>${content}</${name}>`;
  if (!layout || step === '') return `<${name}>${content.map((child) => render(child, null, step)).join('')}</${name}>`;
  const inside = { ...layout, indent: layout.indent + step };
  const children = content.map((child) => onItsLine(child, inside, step)).join('');
  return `<${name}>${children}${layout.lineEnd}${layout.indent}</${name}>`;
}

/** How much further than an element its children are indented; nothing where they are on its line. */
function stepOf(text: string, element: Element): string | undefined {
  const [child] = element.children;
  if (!child) return undefined;
  const outer = indentationAt(text, element.start)?.indent ?? '';
  const inner = indentationAt(text, child.start)?.indent;
  if (inner === undefined) return '';
  return inner.startsWith(outer) ? inner.slice(outer.length) || undefined : undefined;
}
