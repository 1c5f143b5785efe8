import type { Element, Text } from 'hast';
import type { Options } from 'remark-rehype';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source, Span } from '../../diagnostics/source.js';

/** A stretch of a text as the trees have it: lines and columns from 1, offsets in UTF-16 units. */
export type Position = NonNullable<Text['position']>;
export type Point = Position['start'];

export type Handlers = NonNullable<NonNullable<Options>['handlers']>;
/** What a handler that turns Markdown nodes into HTML nodes is given. */
export type State = Parameters<NonNullable<Handlers['code']>>[0];

/** What converting Markdown finds besides the tree; completed once the whole project is read. */
export interface Gathered {
  diagnostics: Diagnostic[];
  /** Links whose target is something of the project. */
  links: LinkUse[];
  /** Images of the project that a tree shows. */
  images: ImageUse[];
}

/** `note:ID`, `reading:ID` or `glossary:TERM`. */
export interface LinkUse {
  kind: 'note' | 'reading' | 'glossary';
  target: string;
  element: Element;
  /** Where it stands; found out only where something is wrong with it. */
  at: () => Span;
}

/** An `img` whose `src` is a path in the project, not yet read. */
export interface ImageUse {
  element: Element;
  /** The figure that it is the only image of. */
  figure?: Element;
  path: string;
  at: Span;
}

/** A Markdown text, and where it stands. */
export interface MarkdownText {
  text: string;
  /** Where the text begins in `whole`: added to every position. */
  base: { offset: number; line: number };
  /** What positions count in: the file, or the text itself where it is a value of a YAML file. */
  whole: string;
  /** A range of offsets (base included) as a place in a file. */
  locate(start: number, end: number): Span;
  /** The folder, relative to the project, that relative addresses start from: `corpus`, or nothing. */
  folder: string;
}

/** The Markdown of a file from an offset on. */
export function markdownOfFile(source: Source, offset: number, folder: string): MarkdownText {
  return {
    text: source.text.slice(offset),
    base: { offset, line: source.position(offset).line - 1 },
    whole: source.text,
    locate: (start, end) => ({ source, start, end }),
    folder,
  };
}

/** Where a node of a tree stands. */
export function placeOf(node: Element | Text, markdown: MarkdownText): Span {
  const { start, end } = node.position ?? {};
  return markdown.locate(start?.offset ?? 0, end?.offset ?? start?.offset ?? 0);
}
