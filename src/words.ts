import { isMap, isScalar, type Node, type Pair, parseDocument } from 'yaml';
import { digest } from './cache/digest.js';
import { FORGETFUL, type Memo } from './cache/memo.js';
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.js';
import { Source } from './diagnostics/source.js';
import { didYouMean, suggest } from './diagnostics/suggest.js';
import { PRECOMPILED_WORDS, type PrecompiledWords } from './precompiled-words.js';

/** A phrase of a words.yml, and where it is written. */
export interface Phrase {
  text: string;
  key: [start: number, end: number];
  value: [start: number, end: number];
}

/** By language in lower case, then by key. */
type Table = Map<string, Map<string, Phrase>>;

/** The words that an edition itself says ("Contents", "Notes", "translated by"), in its language. */
export class Words {
  /** @param usual the built-in phrases, whose holes are filled */
  private constructor(
    private readonly phrases: ReadonlyMap<string, string>,
    private readonly usual: ReadonlyMap<string, Phrase>,
  ) {}

  /**
   * Reads `words.yml`: for each language a mapping of keys to phrases. A file adds to those before it and wins over
   * them. A language that has no words, or not all of them, borrows from what it is a variety of, then English.
   *
   * @param language BCP 47
   * @param files the built-in one first
   * @param asked the keys that a project's own templates ask for: phrases of these may be new
   * @param memo remembers what files hold
   */
  static read(
    language: string,
    files: readonly Source[],
    asked: ReadonlySet<string> = new Set(),
    memo = FORGETFUL,
  ): { words: Words; diagnostics: Diagnostic[] } {
    const read = files.map((file) => tableOf(file, memo));
    const diagnostics = read.flatMap((one) => one.diagnostics);
    const known = read[0]?.table.get('en') ?? new Map<string, Phrase>();
    for (const [index, { table }] of read.entries())
      if (index > 0) diagnostics.push(...unknownPhrases(table, files[index]!, known, asked));
    const phrases = new Map<string, string>();
    const tags = widening(language.toLowerCase());
    for (const wanted of ['en', ...tags])
      for (const { table } of read)
        for (const [key, { text }] of table.get(wanted) ?? []) phrases.set(key, text);
    if (!read.some(({ table }) => tags.some((tag) => table.has(tag))))
      diagnostics.push(wordsMissing(language));
    return { words: new Words(phrases, known), diagnostics };
  }

  /** The phrase of a key with `{name}` replaced by the value of that name; undefined where there is no such key. */
  phrase(key: string, values: Record<string, unknown> = {}): string | undefined {
    return this.phrases
      .get(key)
      ?.replace(/\{(\w+)\}/g, (whole, name: string) =>
        Object.hasOwn(values, name) ? String(values[name] ?? '') : whole,
      );
  }

  /** What stands between braces in the phrase of a key, and is to be filled in, but has no value. */
  unfilled(key: string, values: Record<string, unknown>): string[] {
    const phrase = this.phrases.get(key) ?? '';
    const filled = holesOf(this.usual.get(key)?.text ?? phrase);
    return [...holesOf(phrase)].filter((hole) => filled.has(hole) && !Object.hasOwn(values, hole));
  }

  /** A phrase that is there: the keys that the program itself uses are all in the built-in table. */
  say(key: string, values?: Record<string, unknown>): string {
    return this.phrase(key, values) ?? key;
  }

  /** All phrases: what tells these words from others. */
  get all(): readonly (readonly [key: string, phrase: string])[] {
    return [...this.phrases];
  }

  near(key: string): string | undefined {
    const near = suggest(key, this.phrases.keys());
    return near && `did you mean “${near}”?`;
  }

  /** `A`, `A and B`, `A, B and C`. */
  list(items: readonly string[]): string {
    if (items.length < 2) return items.join('');
    return `${items.slice(0, -1).join(this.say('list-comma'))}${this.say('list-and')}${items.at(-1)!}`;
  }

  /** A number with its thousands parted, and as many decimals as it is written with. */
  number(value: number | string): string {
    const [whole = '', decimals] = String(value).split('.');
    const parted = whole.replace(/\B(?=(\d{3})+$)/g, this.say('thousands'));
    return decimals === undefined ? parted : parted + this.say('decimal') + decimals;
  }
}

/** `zh`, `zh-hant`, `zh-hant-tw`: what a language is a variety of, the widest first, and the language. */
function widening(language: string): string[] {
  const parts = language.split('-');
  return parts.map((_, n) => parts.slice(0, n + 1).join('-'));
}

function wordsMissing(language: string): Diagnostic {
  return diagnostic(
    'words-missing',
    `There are no words in the language “${language}”: what the book says by itself (Contents, Notes, by) is in English.`,
    { hint: `write them in templates/words.yml, under “${language}:”; docs/templates.md says how` },
  );
}

/** What a file holds. It is read once, however many editions there are. */
function tableOf(source: Source, memo: Memo): { table: Table; diagnostics: Diagnostic[] } {
  const before = tables.get(source);
  if (before) return before;
  const read =
    precompiled(source) ?? memo.remember('words', [source.path, source.text], () => readTable(source));
  tables.set(source, read);
  return read;
}

/** What the built-in file holds, if it is the one that was compiled. */
function precompiled({ text }: Source): ReturnType<typeof readTable> | undefined {
  if (PRECOMPILED_WORDS?.digest !== digest(text)) return undefined;
  const { phrases } = PRECOMPILED_WORDS;
  return { table: new Map(phrases.map(([language, own]) => [language, new Map(own)])), diagnostics: [] };
}

/** JSON of the `PrecompiledWords` of the built-in file. */
export function precompileWords(text: string): string {
  const { table } = readTable(new Source('words.yml', text));
  const phrases = [...table].map(([language, own]) => [language, [...own]] as const);
  return JSON.stringify({ digest: digest(text), phrases } satisfies PrecompiledWords);
}

const tables = new WeakMap<Source, { table: Table; diagnostics: Diagnostic[] }>();

const SHAPE = 'words.yml has a mapping of keys to phrases for each language.';

function readTable(source: Source): { table: Table; diagnostics: Diagnostic[] } {
  const table: Table = new Map();
  const diagnostics: Diagnostic[] = [];
  const problem = (message: string, [start, end]: readonly [number, number]) =>
    diagnostics.push(diagnostic('words-invalid', message, { at: { source, start, end } }));
  const document = parseDocument(source.text, { prettyErrors: false });
  for (const error of document.errors) problem(`This is not YAML: ${error.message}`, error.pos);
  const { contents } = document;
  if (document.errors.length > 0 || contents === null) return { table, diagnostics };
  if (!isMap<Node, Node | null>(contents)) {
    problem(SHAPE, placeOf(contents));
    return { table, diagnostics };
  }
  for (const { key: language, value } of contents.items as Pair<Node, Node | null>[]) {
    if (!isMap<Node, Node | null>(value)) {
      problem(SHAPE, placeOf(value ?? language));
      continue;
    }
    const phrases = new Map<string, Phrase>();
    for (const { key, value: phrase } of value.items as Pair<Node, Node | null>[])
      if (isScalar(key) && isScalar(phrase) && phrase.value !== null)
        phrases.set(String(key.value), {
          text: typeof phrase.value === 'string' ? phrase.value : (phrase.source ?? String(phrase.value)),
          key: placeOf(key),
          value: placeOf(phrase),
        });
      else problem(SHAPE, placeOf(phrase ?? key));
    const name = isScalar(language) ? String(language.value).toLowerCase() : '';
    table.set(name, new Map([...(table.get(name) ?? []), ...phrases]));
  }
  return { table, diagnostics };
}

function placeOf({ range }: Node): [number, number] {
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}

/** Keys that nothing asks for, and holes that nothing fills: misspelt, both. */
function unknownPhrases(
  table: Table,
  source: Source,
  known: ReadonlyMap<string, Phrase>,
  asked: ReadonlySet<string>,
): Diagnostic[] {
  const said: Diagnostic[] = [];
  for (const phrases of table.values())
    for (const [key, { text, ...at }] of phrases) {
      const usual = known.get(key);
      if (!usual && !asked.has(key))
        said.push(
          diagnostic('words-unknown', `no edition says “${key}”`, {
            at: { source, start: at.key[0], end: at.key[1] },
            hint: didYouMean(key, known.keys()) ?? 'docs/templates.md tells where all keys are listed',
          }),
        );
      const holes = holesOf(usual?.text ?? text);
      for (const hole of holesOf(text))
        if (!holes.has(hole))
          said.push(
            diagnostic('words-unknown', `nothing is filled in for “{${hole}}” of “${key}”`, {
              at: { source, start: at.value[0], end: at.value[1] },
              hint:
                holes.size > 0
                  ? didYouMean(hole, holes)
                  : 'this phrase has nothing that is filled in: leave it out',
            }),
          );
    }
  return said;
}

function holesOf(phrase: string): Set<string> {
  return new Set([...phrase.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!));
}
