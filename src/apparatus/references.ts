import type { Element, ElementContent, Root, RootContent } from 'hast';
import type { Phrases } from './phrases.js';

/**
 * What a link in an editor's text may refer to, with the words that stand for it where the link has none.
 * All notes and readings of the anthology are here; those that this edition leaves out have no id.
 */
export interface Targets {
  /** By a note's own id: the chapter and the title of its reading, and its place where it is set. */
  notes: Map<string, { chapter?: string; title: string; set?: { id: string; label: string } }>;
  /** By reading id. */
  readings: Map<string, { id?: string; title: string }>;
  /** By term. */
  terms: Map<string, { id: string }>;
}

const REFERENCE = /^(note|reading|glossary):(.*)$/s;

/**
 * A copy of an editor's tree in which `note:ID`, `reading:ID` and `glossary:TERM` are links inside the book, with
 * generated text where the link is empty. What is not in this edition becomes text: its reading's title, or the link's own.
 *
 * @param chapter the chapter that the tree belongs to, so that a note of the same chapter is named without its title
 */
export function resolveReferences(tree: Root, targets: Targets, phrases: Phrases, chapter?: string): Root {
  return { type: 'root', children: copy(tree.children, { targets, phrases, chapter }) };
}

interface Context {
  targets: Targets;
  phrases: Phrases;
  chapter: string | undefined;
}

function copy(nodes: RootContent[], context: Context): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'text') return [{ ...node }];
    if (node.type !== 'element') return [];
    const children = copy(node.children, context);
    const reference = typeof node.properties.href === 'string' && REFERENCE.exec(node.properties.href);
    if (node.tagName !== 'a' || !reference) return [{ ...node, children }];
    return link(reference[1]!, decodeReference(reference[2]!), children, context);
  });
}

function link(kind: string, name: string, children: ElementContent[], context: Context): ElementContent[] {
  const { targets, phrases } = context;
  const text = (words: string): ElementContent[] =>
    children.length > 0 ? children : [{ type: 'text', value: words }];
  const linked = (id: string, words: string, className: string): Element[] => [
    {
      type: 'element',
      tagName: 'a',
      properties: { className: [className], href: `#${id}` },
      children: text(words),
    },
  ];
  if (kind === 'note') {
    const note = targets.notes.get(name);
    if (!note?.set) return note ? text(phrases.title(note.title)) : children;
    const { id, label } = note.set;
    const here = note.chapter === context.chapter;
    return linked(id, here ? phrases.note(label) : phrases.noteTo(label, note.title), 'see-note');
  }
  if (kind === 'reading') {
    const reading = targets.readings.get(name);
    if (!reading) return children;
    const words = phrases.title(reading.title);
    return reading.id === undefined ? text(words) : linked(reading.id, words, 'see-reading');
  }
  const term = targets.terms.get(name);
  return term ? linked(term.id, name, 'see-term') : text(name);
}

/** Markdown writes spaces and accents in a link's address as percent signs; a stray percent sign stands for itself. */
export function decodeReference(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
