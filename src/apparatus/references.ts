import type { Element, ElementContent, Root, RootContent } from 'hast';
import { append } from '../append.js';
import type { Words } from '../words.js';
import { paragraphId } from './paragraph-numbers.js';

/**
 * What a link in an editor's text may refer to, with the words that stand for it where the link has none.
 * All notes and readings of the anthology are here; those that this edition leaves out have no id.
 */
export interface Targets {
  /** By a note's own id: the chapter and the title of its reading, and its place where it is set. */
  notes: Map<string, { chapter?: string; title: string; set?: { id: string; label: string } }>;
  /** By reading id; `numbered` is the slug that paragraphs' ids begin with, where they have numbers. */
  readings: Map<string, { id?: string; numbered?: string; title: string }>;
  /** By term; empty without a glossary. */
  terms: Map<string, { id: string }>;
}

const REFERENCE = /^(note|reading|glossary):(.*)$/s;

/** What the references among some addresses come to: with the words, all that `resolveReferences` makes of them. */
export function resolutions(addresses: readonly string[], targets: Targets): object[] {
  return addresses.flatMap((address): object[] => {
    const [, kind, written = ''] = REFERENCE.exec(address) ?? [];
    if (kind === undefined) return [];
    const name = decodeReference(written);
    if (kind === 'note') return [[name, targets.notes.get(name)]];
    return [[name, kind === 'reading' ? targets.readings.get(name.split('#')[0]!) : targets.terms.get(name)]];
  });
}

/**
 * A copy of an editor's tree in which `note:ID`, `reading:ID`, `reading:ID#PARAGRAPH` and `glossary:TERM` are links
 * inside the book, with generated text where the link is empty. What is not in this edition becomes text: the link's
 * own, or words that say what is meant. What has none in it is not copied.
 *
 * @param chapter the chapter that the tree belongs to, so that a note of the same chapter is named without its title
 */
export function resolveReferences(tree: Root, targets: Targets, words: Words, chapter?: string): Root {
  return { type: 'root', children: copy(tree.children, { targets, words, chapter }) };
}

interface Context {
  targets: Targets;
  words: Words;
  chapter: string | undefined;
}

function copy(nodes: RootContent[], context: Context): ElementContent[] {
  const copies: ElementContent[] = [];
  for (const node of nodes) {
    if (node.type === 'text') copies.push(node);
    if (node.type !== 'element') continue;
    const children = copy(node.children, context);
    const { href } = node.properties;
    const reference = node.tagName === 'a' && typeof href === 'string' && REFERENCE.exec(href);
    if (reference) append(copies, link(reference[1]!, decodeReference(reference[2]!), children, context));
    else copies.push(children === node.children ? node : { ...node, children });
  }
  const isSame = copies.length === nodes.length && copies.every((each, n) => each === nodes[n]);
  return isSame ? (nodes as ElementContent[]) : copies;
}

function link(kind: string, name: string, children: ElementContent[], context: Context): ElementContent[] {
  const { targets, words, chapter } = context;
  const text = (generated: string): ElementContent[] =>
    children.length > 0 ? children : [{ type: 'text', value: generated }];
  const linked = (id: string, generated: string, className: string): Element[] => [
    {
      type: 'element',
      tagName: 'a',
      properties: { className: [className], href: `#${id}` },
      children: text(generated),
    },
  ];
  if (kind === 'note') {
    const note = targets.notes.get(name);
    if (!note) return children;
    const { title } = note;
    if (!note.set) return text(words.say('see-note-absent', { title }));
    const { id, label } = note.set;
    const here = note.chapter === chapter;
    return linked(
      id,
      here ? words.say('see-note', { label }) : words.say('see-note-of', { label, title }),
      'see-note',
    );
  }
  if (kind === 'reading') {
    const [id = '', number] = name.split('#');
    const reading = targets.readings.get(id);
    if (!reading) return children;
    const { title } = reading;
    if (number !== undefined && reading.id !== undefined && reading.numbered !== undefined) {
      const here = reading.id === chapter;
      const generated = here
        ? words.say('see-paragraph', { number })
        : words.say('see-paragraph-of', { number, title });
      return linked(paragraphId(reading.numbered, Number(number)), generated, 'see-paragraph');
    }
    const generated = words.say('see-reading', { title });
    return reading.id === undefined ? text(generated) : linked(reading.id, generated, 'see-reading');
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
