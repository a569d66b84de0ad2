import type { Source } from './source.ts';

/** An element of an XML document, with its place in the text. */
export interface Element {
  /** Without a namespace prefix. */
  readonly name: string;
  /** The prefix with its colon, or nothing. */
  readonly prefix: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its own character data, without white space around it. */
  readonly text: string;
  readonly children: readonly Element[];
  /** From its `<` to past its last `>`. */
  readonly start: number;
  readonly end: number;
  /** What is between its tags; null for an empty-element tag. */
  readonly inner: { readonly start: number; readonly end: number } | null;
}

const depthLimit = 100;
const elementLimit = 100_000;

/**
 * Reads a document without a document type declaration, so that there are no entities of its own, nothing from outside, and
 * nothing that grows.
 * @throws ToolError `ProfileInvalid` with line and column
 */
export async function readXml(source: Source): Promise<Element> {
  const { Parser } = await import('xml2js');
  const parser = new Parser({ explicitChildren: true, preserveChildrenOrder: true, explicitRoot: false });
  const sax = (parser as unknown as { saxParser: SaxParser }).saxParser;
  const spans = recordSpans(sax, source);
  refuseDeclarations(sax, source);
  placeErrors(sax, source);
  const root: Node = await parser.parseStringPromise(source.text);
  if (!root) throw source.error(0, 'this is not XML.');
  const element = toElement(root, spans);
  refuseMore(source, element.end);
  return element;
}

/** The parts of the SAX parser beneath xml2js that tell where things are. */
interface SaxParser {
  position: number;
  startTagPosition: number;
  onopentag: (tag: unknown) => void;
  onclosetag: (name: string) => void;
  onerror: (error: Error) => void;
  ondoctype: () => void;
  onsgmldeclaration: () => void;
}

interface Span {
  readonly start: number;
  readonly innerStart: number;
  innerEnd: number;
  end: number;
}

/** The spans of all elements in the order of their start tags. */
function recordSpans(sax: SaxParser, source: Source): Iterator<Span> {
  const spans: Span[] = [];
  const open: Span[] = [];
  const { onopentag, onclosetag } = sax;
  sax.onopentag = (tag) => {
    const span = { start: sax.startTagPosition - 1, innerStart: sax.position, innerEnd: -1, end: -1 };
    if (open.length === depthLimit) throw source.error(span.start, `elements are more than ${depthLimit} deep.`);
    if (spans.length === elementLimit) throw source.error(span.start, `there are more than ${elementLimit} elements.`);
    spans.push(span);
    open.push(span);
    onopentag(tag);
  };
  sax.onclosetag = (name) => {
    const span = open.pop()!;
    span.innerEnd = sax.startTagPosition - 1;
    span.end = sax.position;
    onclosetag(name);
  };
  return spans.values();
}

function refuseDeclarations(sax: SaxParser, source: Source): void {
  sax.ondoctype = sax.onsgmldeclaration = () => {
    throw source.error(
      sax.position - 1,
      'this declares a document type or an entity; remove it, no profile needs one.',
    );
  };
}

function placeErrors(sax: SaxParser, source: Source): void {
  const { onerror } = sax;
  sax.onerror = ({ message }) => {
    const [sentence] = message.split('\n');
    onerror(
      source.error(Math.max(sax.position - 1, 0), `this is not well-formed XML: ${sentence.replace(/[.!]*$/, '')}.`),
    );
  };
}

/** What xml2js makes of an element. */
type Node = { '#name': string; $?: Record<string, string>; $$?: Node[]; _?: string };

/** The spans come in the order in which this walks. */
function toElement(node: Node, spans: Iterator<Span>): Element {
  const { start, end, innerStart, innerEnd } = spans.next().value as Span;
  const [prefix, name] = splitName(node['#name']);
  return {
    name,
    prefix,
    attributes: node.$ ?? {},
    text: (node._ ?? '').trim(),
    children: (node.$$ ?? []).map((child) => toElement(child, spans)),
    start,
    end,
    inner: innerEnd >= innerStart ? { start: innerStart, end: innerEnd } : null,
  };
}

function splitName(qualified: string): [prefix: string, name: string] {
  const colon = qualified.indexOf(':');
  return [qualified.slice(0, colon + 1), qualified.slice(colon + 1)];
}

/** xml2js is content with the first root element, whatever follows. */
function refuseMore(source: Source, end: number): void {
  const { text } = source;
  const harmless = /\s+|<!--[^]*?-->|<\?[^]*?\?>/y;
  harmless.lastIndex = end;
  let at = end;
  while (harmless.test(text)) at = harmless.lastIndex;
  if (at < text.length) throw source.error(at, 'something follows the root element.');
}

/** The element's children of a name. */
export function childrenOf(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.name === name);
}

export function childOf(element: Element, name: string): Element | undefined {
  return element.children.find((child) => child.name === name);
}

/** The text of a child, without white space around it; undefined where there is no such child. */
export function textOf(element: Element, name: string): string | undefined {
  return childOf(element, name)?.text;
}

/** An element and all below it, in document order. */
export function* descendants(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* descendants(child);
}
