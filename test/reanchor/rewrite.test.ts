import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Selector } from '../../src/anchoring/quotation.js';
import { Source } from '../../src/diagnostics/source.js';
import type { Note } from '../../src/manuscript/manuscript.js';
import { YamlFile } from '../../src/manuscript/yaml-file.js';
import { rewrite } from '../../src/reanchor/rewrite.js';
import '../support/seed.js';

/** The notes of a file, as far as rewriting looks at them. */
function notesOf(source: Source): Note[] {
  const file = new YamlFile(source);
  const { notes } = file.value as { notes: Record<string, string>[] };
  return notes.map((entry, index) => ({
    reading: entry.reading ?? '',
    quote: entry.quote ?? '',
    ...(entry.prefix !== undefined && { prefix: entry.prefix }),
    ...(entry.suffix !== undefined && { suffix: entry.suffix }),
    ...(entry.occurrence !== undefined && { occurrence: Number(entry.occurrence) }),
    series: 'editor',
    note: { tree: { type: 'root', children: [] }, plain: '', at: file.entryAt(['notes', index]) },
    at: file.entryAt(['notes', index]),
    spans: {},
  }));
}

/** Rewrites notes by their index; gives the new text, or the codes of what is wrong. */
function changed(text: string, selectors: Record<number, Selector>): string {
  const source = new Source('annotations.yml', text);
  const notes = notesOf(source);
  const changes = Object.entries(selectors).map(([index, selector]) => ({
    note: notes[Number(index)]!,
    selector,
  }));
  const result = rewrite(source, changes);
  return result.text ?? result.diagnostics.map(({ code }) => code).join(' ');
}

describe('a text keeps its way of being written', () => {
  it.each<[string, string, string, string]>([
    ['plain', 'quote: the mill # why', 'the old mill', 'quote: the old mill # why'],
    ['plain, of a value that needs marks', 'quote: the mill', 'mill: the old', "quote: 'mill: the old'"],
    ['plain, of one with an apostrophe', 'quote: the mill', "the miller's: it", `quote: "the miller's: it"`],
    ['plain, of one like a comment', 'quote: the mill', 'mill #2', "quote: 'mill #2'"],
    ['plain, of one that YAML takes for nothing', 'quote: the mill', '~', "quote: '~'"],
    ['single marks', "quote: 'the mill'", "the miller's", "quote: 'the miller''s'"],
    ['double marks', 'quote: "the mill"', 'the "old" mill', 'quote: "the \\"old\\" mill"'],
    ['double marks with an escape', 'quote: "the m\\x69ll"', 'the inn', 'quote: "the inn"'],
    ['with an anchor of its own', 'quote: &q the mill', 'the inn', 'quote: &q the inn'],
    ['with a tag', 'quote: !!str the mill', 'the inn', 'quote: !!str the inn'],
    ['with a key in marks', '"quote": "the mill"', 'the inn', '"quote": "the inn"'],
    ['folded', 'quote: >-\n      the\n      mill', 'the old mill', 'quote: >-\n      the old mill'],
    ['literal', 'quote: |\n      the mill', 'the inn', 'quote: |\n      the inn'],
    [
      'literal, with an indentation indicator and a comment',
      'quote: |2- # so\n      the mill',
      'the inn',
      'quote: |2- # so\n      the inn',
    ],
    ['kept line ends', 'quote: |+\n      the mill\n\n', 'the inn', 'quote: |+\n      the inn\n\n'],
    ['on the next line', 'quote:\n      the mill', 'the inn', 'quote:\n      the inn'],
    ['other scripts', 'quote: мельница', '水車小屋', 'quote: 水車小屋'],
  ])('%s', (_, entry, quote, written) => {
    const file = (one: string) => `notes:\n  - reading: a\n    ${one}\n    # end\n    note: N\n`;
    expect(changed(file(entry), { 0: { quote } })).toBe(file(written));
  });

  it('on several lines, filled to the widest of them', () => {
    const text = `notes:
  - quote: one two three four five
      six seven eight nine ten
    prefix: "eleven twelve thirteen
      fourteen "
`;
    expect(
      changed(text, {
        0: { quote: 'one two 3 four five six seven 8 nine ten', prefix: 'eleven twelve 13 fourteen ' },
      }),
    ).toBe(`notes:
  - quote: one two 3 four five six
      seven 8 nine ten
    prefix: "eleven twelve 13
      fourteen "
`);
  });

  it.each<[string, string, Selector, string]>([
    [
      'in braces',
      'notes: [{ reading: a, quote: the mill , note: N }, {quote: x}]\n',
      { quote: 'the mill, old' },
      "notes: [{ reading: a, quote: 'the mill, old' , note: N }, {quote: x}]\n",
    ],
    [
      'in braces like JSON',
      '{"notes":[{"quote":"the mill","note":"N"}]}',
      { quote: 'the {old} mill' },
      '{"notes":[{"quote":"the {old} mill","note":"N"}]}',
    ],
    [
      'with line ends of Windows',
      'notes:\r\n  - quote: |\r\n      the\r\n      mill\r\n    note: N\r\n',
      { quote: 'the very old mill by the river' },
      'notes:\r\n  - quote: |\r\n      the very old mill by the\r\n      river\r\n    note: N\r\n',
    ],
    [
      'a count',
      'notes:\n  - quote: mill\n    occurrence: 2 # the second\n',
      { quote: 'mill', occurrence: 1 },
      'notes:\n  - quote: mill\n    occurrence: 1 # the second\n',
    ],
    [
      'a key that is new, in a block',
      'notes:\n-   reading: a\n    quote: mill # so\n    note: N\n',
      { quote: 'mill', prefix: 'the ' },
      'notes:\n-   reading: a\n    quote: mill # so\n    prefix: "the "\n    note: N\n',
    ],
    [
      'a key that is new, behind a block of text',
      'notes:\n  - quote: >\n      mill\n\n  - quote: inn\n',
      { quote: 'mill', suffix: ' ran' },
      'notes:\n  - quote: >\n      mill\n    suffix: " ran"\n\n  - quote: inn\n',
    ],
    [
      'a key that is new, behind line ends that a block keeps',
      'notes:\n  - quote: |+\n      mill\n\n  - quote: inn\n',
      { quote: 'mill', suffix: ' ran' },
      'notes:\n  - quote: |+\n      mill\n\n    suffix: " ran"\n  - quote: inn\n',
    ],
    [
      'a key that is new, in braces',
      'notes:\n  - {quote: mill}\n',
      { quote: 'mill', prefix: 'the ', suffix: ' ran' },
      'notes:\n  - {quote: mill, prefix: "the ", suffix: " ran"}\n',
    ],
    [
      'a key that is new, at the end of the file',
      'notes:\n- quote: mill',
      { quote: 'mill', suffix: ' ran' },
      'notes:\n- quote: mill\n  suffix: " ran"',
    ],
  ])('%s', (_, text, selector, written) => expect(changed(text, { 0: selector })).toBe(written));
});

describe('aliases', () => {
  it('gives the note with the alias a text of its own', () => {
    const text = 'notes:\n  - quote: &q mill\n  - quote: *q\n    note: N\n';
    expect(changed(text, { 1: { quote: 'the inn' } })).toBe(
      'notes:\n  - quote: &q mill\n  - quote: the inn\n    note: N\n',
    );
  });

  it('gives a note that merges another one a text of its own', () => {
    const text = 'base: &b { quote: mill, reading: a }\nnotes:\n  - <<: *b\n    note: N\n';
    expect(changed(text, { 0: { quote: 'the inn' } })).toBe(
      'base: &b { quote: mill, reading: a }\nnotes:\n  - <<: *b\n    quote: "the inn"\n    note: N\n',
    );
  });

  it.each([
    ['the text that others share', 'notes:\n  - quote: &q mill\n  - quote: *q\n'],
    ['a note that others are', 'notes:\n  - &n { quote: mill }\n  - *n\n'],
    ['a list that stands elsewhere, too', 'notes: &l\n  - quote: mill\nother: *l\n'],
  ])('refuses %s', (_, text) => {
    expect(changed(text, { 0: { quote: 'the inn' } })).toBe('annotations-shared');
  });

  it('writes the other notes all the same', () => {
    const text = 'notes:\n  - quote: &q mill\n  - quote: *q\n  - quote: door\n';
    expect(changed(text, { 0: { quote: 'the inn' }, 2: { quote: 'gate' } })).toBe(
      'notes:\n  - quote: &q mill\n  - quote: *q\n  - quote: gate\n',
    );
  });
});

const TOKENS = [
  'mill',
  'a:',
  '#',
  '- x',
  "miller's",
  '"so"',
  '{',
  '}',
  ',',
  '\\',
  '%',
  'é',
  '—',
  '“x”',
  'null',
  '~',
];
const MORE = [
  '&a',
  '*b',
  '!t',
  '|',
  '>',
  '@',
  '🜁',
  '水車',
  '[',
  ']',
  '?',
  ':',
  '---',
  '...',
  '`',
  'https://a.b/#c',
];
const words = fc
  .array(fc.constantFrom(...TOKENS, ...MORE), { minLength: 1, maxLength: 14 })
  .map((all) => all.join(' '));

const STYLES = ['plain', 'single', 'double', 'folded', 'literal'] as const;
type Style = (typeof STYLES)[number];

interface RandomNote {
  flow: boolean;
  quote: string;
  prefix: string | undefined;
  style: Style;
  comment: boolean;
  blank: boolean;
  several: boolean;
  change: Selector | undefined;
}

const note: fc.Arbitrary<RandomNote> = fc.record({
  flow: fc.boolean(),
  quote: words,
  prefix: fc.option(
    words.map((text) => `${text} `),
    { nil: undefined },
  ),
  style: fc.constantFrom(...STYLES),
  comment: fc.boolean(),
  blank: fc.boolean(),
  several: fc.boolean(),
  change: fc.option(
    fc.record(
      { quote: words, prefix: words.map((text) => `${text} `), suffix: words.map((text) => ` ${text}`) },
      { requiredKeys: ['quote'] },
    ),
    { nil: undefined },
  ),
});

/** A text in a style, if that can hold it where it stands; in double quotation marks otherwise. */
function written(
  text: string,
  { style, flow, several }: RandomNote,
  indentation: string,
  eol: string,
): string {
  const gap = several && !flow ? `${eol}${indentation}` : ' ';
  const safe =
    /^[\p{L}\p{N}]/u.test(text) &&
    !/[:#{}[\],]/.test(text) &&
    !/^(?:null)$/.test(text) &&
    text.trim() === text;
  if (style === 'plain' && safe) return text.replaceAll(' ', gap);
  if (style === 'single') return `'${text.replaceAll("'", "''").replace(/(?<=\S) (?=\S)/g, gap)}'`;
  if (!flow && style === 'literal') return `|-${eol}${indentation}${text}`;
  if (!flow && style === 'folded') return `>-${eol}${indentation}${text.replace(/(?<=\S) (?=\S)/g, gap)}`;
  return `"${JSON.stringify(text)
    .slice(1, -1)
    .replace(/(?<=\S) (?=\S)/g, gap)}"`;
}

/** A file of notes in every shape. */
function fileOf(notes: RandomNote[], eol: string, indent: number): string {
  let text = `# head${eol}notes:${eol}`;
  notes.forEach((one, index) => {
    const dash = ' '.repeat(indent);
    const inner = `${dash}  `;
    const { quote, prefix } = one;
    if (one.blank) text += `${eol}${dash}# note ${index}${eol}`;
    if (one.flow) {
      text += `${dash}- { reading: r${index}, quote: ${written(quote, one, inner, eol)}`;
      if (prefix !== undefined) text += `, "prefix" :   ${written(prefix, one, inner, eol)}`;
      text += `, note: "end ${index}" }${one.comment ? `  # so, ${index}` : ''}${eol}`;
    } else {
      text += `${dash}- reading:   r${index}${eol}`;
      if (prefix !== undefined) text += `${inner}prefix:  ${written(prefix, one, `${inner}   `, eol)}${eol}`;
      text += `${inner}quote: ${written(quote, one, `${inner}   `, eol)}${eol}`;
      text += `${one.comment ? `${inner}# so, ${index}${eol}` : ''}${inner}note: 'end ${index}'${eol}`;
    }
  });
  return `${text}chronology: [ {date: 1901,  event: x} ] # end${eol}`;
}

/** What is left of a file without the texts of the notes that change, and without the entries that are new. */
function skeleton(text: string, changes: Map<number, Selector>, before: Note[]): string {
  const file = new YamlFile(new Source('annotations.yml', text));
  const { notes } = file.value as { notes: Record<string, string>[] };
  const cuts: [number, number][] = [];
  for (const [index, selector] of changes)
    for (const key of ['quote', 'prefix', 'suffix'] as const) {
      if (selector[key] === undefined || notes[index]?.[key] === undefined) continue;
      const { start, end } = file.at(['notes', index, key]);
      const value = text.slice(start, end).replace(/\s+$/, '');
      const isNew = before[index]![key] === undefined;
      const from = isNew ? file.keyAt(['notes', index, key]).start : start;
      const gap = isNew ? /(?:\r?\n *|, )"?$/.exec(text.slice(0, from))![0].length : 0;
      cuts.push([from - gap, start + value.length]);
    }
  return without(text, cuts);
}

function without(text: string, cuts: [number, number][]): string {
  let left = '';
  let at = 0;
  for (const [start, end] of cuts.sort((a, b) => a[0] - b[0])) {
    left += text.slice(at, start);
    at = end;
  }
  return left + text.slice(at);
}

describe('whatever is changed', () => {
  it('everything else stays, byte for byte, and says what it said', () => {
    fc.assert(
      fc.property(
        fc.array(note, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(0, 2, 4),
        (notes, eol, indent) => {
          const text = fileOf(notes, eol, indent);
          const source = new Source('annotations.yml', text);
          const before = notesOf(source);
          before.forEach(({ quote, prefix }, index) => {
            expect({ quote, prefix }).toEqual({ quote: notes[index]!.quote, prefix: notes[index]!.prefix });
          });
          const wanted = new Map(notes.flatMap(({ change }, index) => (change ? [[index, change]] : [])));
          const changes = [...wanted].map(([index, selector]) => ({ note: before[index]!, selector }));
          const result = rewrite(source, changes);
          expect(result.diagnostics).toEqual([]);
          if (changes.length === 0) expect(result.text).toBeUndefined();
          const after = result.text ?? text;
          notesOf(new Source('annotations.yml', after)).forEach((one, index) => {
            const { change, quote, prefix } = notes[index]!;
            expect(one.quote).toBe(change?.quote ?? quote);
            expect(one.prefix).toBe(change?.prefix ?? prefix);
            expect(one.suffix).toBe(change?.suffix);
          });
          expect(skeleton(after, wanted, before)).toBe(skeleton(text, wanted, before));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('what is said already is not touched', () => {
    const text = 'notes:\n  - quote: >-\n      the   mill\n\n      ran\n';
    expect(changed(text, { 0: { quote: 'the mill ran' } })).toBe(text);
  });
});
