import type { Element, Text } from 'hast';
import type { Options } from 'remark-rehype';
import { append } from '../../append.js';
import type { Code } from '../../diagnostics/codes.js';
import { type Diagnostic, type DiagnosticOptions, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source, Span } from '../../diagnostics/source.js';

/** A stretch of a text as the trees have it: lines and columns from 1, offsets in UTF-16 units. */
export type Position = NonNullable<Text['position']>;
export type Point = Position['start'];

export type Handlers = NonNullable<NonNullable<Options>['handlers']>;
/** What a handler that turns Markdown nodes into HTML nodes is given. */
export type State = Parameters<NonNullable<Handlers['code']>>[0];

/** Problems of one kind that are told of one file; a text with more of them has one cause, and a million would fill the memory. */
const MAX_ALIKE = 200;

/** What converting Markdown finds besides the tree; completed once the whole project is read. */
export class Gathered {
  /** Links whose target is something of the project. */
  readonly links: LinkUse[] = [];
  /** Images of the project that a tree shows. */
  readonly images: ImageUse[] = [];
  private readonly told: Diagnostic[] = [];
  private readonly alike = new Map<string, { code: Code; file: string; count: number }>();

  /**
   * Tells a problem of a Markdown text.
   *
   * @param place the range of offsets (base included) that it stands in
   */
  tell(
    code: Code,
    message: string,
    markdown: MarkdownText,
    place: Range,
    { hint, related }: Pick<DiagnosticOptions, 'hint' | 'related'> = {},
  ): void {
    if (this.count(code, markdown.file) > MAX_ALIKE) return;
    const at = markdown.locate(place.start, place.end);
    this.told.push(diagnostic(code, message, { at, hint, ...(related ? { related } : {}) }));
  }

  /** All of it as plain data, which `add` takes. */
  kept(): KeptGathering {
    const placed = <T extends LinkUse | ImageUse>(uses: readonly T[]) =>
      uses.map((use) => ({ ...use, at: use.at() }));
    return {
      links: placed(this.links),
      images: placed(this.images),
      told: this.told,
      alike: this.alike,
    };
  }

  /** Adds what was found in another text. */
  add({ links, images, told, alike }: KeptGathering): void {
    for (const use of links) this.links.push({ ...use, at: () => use.at });
    for (const use of images) this.images.push({ ...use, at: () => use.at });
    this.addTold(told, alike);
  }

  /** The same of what another one gathered. */
  join({ links, images, told, alike }: Gathered): void {
    append(this.links, links);
    append(this.images, images);
    this.addTold(told, alike);
  }

  private addTold(told: readonly Diagnostic[], alike: KeptGathering['alike']): void {
    for (const one of told) {
      const { count } = this.alike.get(alikeKey(one.code, one.file!)) ?? { count: 0 };
      if (count < MAX_ALIKE) this.told.push(one);
      this.count(one.code, one.file!);
    }
    for (const { code, file, count } of alike.values())
      if (count > MAX_ALIKE) this.count(code, file, count - MAX_ALIKE);
  }

  private count(code: Code, file: string, more = 1): number {
    const key = alikeKey(code, file);
    const alike = this.alike.get(key) ?? { code, file, count: 0 };
    this.alike.set(key, alike);
    alike.count += more;
    return alike.count;
  }

  get diagnostics(): Diagnostic[] {
    const more = [...this.alike.values()]
      .filter(({ count }) => count > MAX_ALIKE)
      .map(({ code, file, count }) =>
        diagnostic(code, `and ${count - MAX_ALIKE} more like the ${MAX_ALIKE} above, in “${file}”`, { file }),
      );
    return [...this.told, ...more];
  }
}

function alikeKey(code: Code, file: string): string {
  return `${code} ${file}`;
}

type Placed<T> = Omit<T, 'at'> & { at: Span };

/** What was gathered, as plain data: where each use stands has been found out. */
export interface KeptGathering {
  links: Placed<LinkUse>[];
  images: Placed<ImageUse>[];
  told: Diagnostic[];
  /** How often each problem was found in each file, those that are not told among them. */
  alike: Map<string, { code: Code; file: string; count: number }>;
}

/** UTF-16 offsets, as positions of trees have them; `end` is exclusive. */
export interface Range {
  start: number;
  end: number;
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
  /** Where it stands; found out only where something is wrong with it. */
  at: () => Span;
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
  /** The file that it is in. */
  file: string;
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
    file: source.path,
    folder,
  };
}

/** Where a node of a tree stands. */
export function rangeOf({ position }: Element | Text): Range {
  const start = position?.start.offset ?? 0;
  return { start, end: position?.end.offset ?? start };
}
