import type { Element, ElementContent, Root, RootContent } from 'hast';
import type { AuthorNote } from '../manuscript.js';
import { type Gathered, type MarkdownText, rangeOf } from './markdown-text.js';
import { tidy } from './tidy.js';

/** Element that holds a footnote's content until it is taken out of the tree. */
export const NOTE_BODY = 'author-note-body';

/** The contents of a text's footnotes, by name. */
export interface NoteBodies {
  first: Map<string, Element>;
  /** Further ones with a name that is taken. */
  again: Element[];
}

/** Takes the footnotes' contents out of a tree: name to element, the first one where a name is there twice. */
export function takeNoteBodies(tree: Root): NoteBodies {
  const bodies: NoteBodies = { first: new Map(), again: [] };
  const take = (parent: Root | Element): void => {
    if (parent.children.some((child) => child.type === 'element' && child.tagName === NOTE_BODY)) {
      const kept: ElementContent[] = [];
      for (const child of parent.children as ElementContent[]) {
        if (child.type !== 'element' || child.tagName !== NOTE_BODY) kept.push(child);
        else {
          const name = String(child.properties.name);
          if (bodies.first.has(name)) bodies.again.push(child);
          else bodies.first.set(name, child);
          take(child);
        }
      }
      parent.children = kept;
    }
    for (const child of parent.children) if (child.type === 'element') take(child);
  };
  take(tree);
  return bodies;
}

/** The footnotes in order of first reference: those of the text, then those that only other footnotes refer to. */
export function authorNotes(
  tree: Root,
  { first, again }: NoteBodies,
  markdown: MarkdownText,
  gathered: Gathered,
  names: Set<string>,
): AuthorNote[] {
  const notes: AuthorNote[] = [];
  const place = (element: Element) => {
    const { start, end } = rangeOf(element);
    return markdown.locate(start, end);
  };
  const seen = new Set<string>();
  const collect = (parent: Root | Element): void => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue;
      if (child.tagName === 'author-note') reference(String(child.properties.name));
      else collect(child);
    }
  };
  const reference = (name: string): void => {
    const element = first.get(name);
    if (seen.has(name) || !element) return;
    seen.add(name);
    const body: Root = { type: 'root', children: element.children as RootContent[] };
    tidy(body, markdown, gathered, names);
    if (body.children.length === 0)
      gathered.tell('footnote-empty', `the footnote “${name}” is empty`, markdown, rangeOf(element));
    notes.push({ name, body, at: place(element) });
  };
  collect(tree);
  for (let i = 0; i < notes.length; i++) collect(notes[i]!.body);
  for (const [name, element] of first)
    if (!seen.has(name))
      gathered.tell(
        'footnote-unused',
        `nothing refers to the footnote “${name}”, and it is left out`,
        markdown,
        rangeOf(element),
        { hint: `write [^${name}] where its mark should stand` },
      );
  for (const element of again) {
    const name = String(element.properties.name);
    gathered.tell('footnote-duplicate', `there are two footnotes “${name}”`, markdown, rangeOf(element), {
      hint: 'give each a name of its own',
      related: [{ message: 'the first one', at: place(first.get(name)!) }],
    });
  }
  return notes;
}
