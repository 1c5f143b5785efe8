import { parseDocument } from 'yaml';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import { suggest } from '../diagnostics/suggest.js';

type Table = Record<string, Record<string, string>>;

/** The words that an edition itself says ("Contents", "Notes", "translated by"), in its language. */
export class Words {
  readonly #words: Record<string, string>;

  private constructor(words: Record<string, string>) {
    this.#words = words;
  }

  /**
   * Reads `words.yml`: for each language a mapping of keys to phrases. A file adds to those before it and wins over
   * them. A language that has no words, or not all of them, borrows from its base language, then English.
   *
   * @param language BCP 47
   * @param files the built-in one first
   */
  static read(language: string, files: readonly Source[]): { words: Words; diagnostics: Diagnostic[] } {
    const diagnostics: Diagnostic[] = [];
    const tables = files.map((file) => table(file, diagnostics));
    const tag = language.toLowerCase();
    const words = {};
    for (const wanted of ['en', tag.split('-')[0]!, tag])
      for (const known of tables) Object.assign(words, known[wanted]);
    return { words: new Words(words), diagnostics };
  }

  /** The phrase of a key with `{name}` replaced by the value of that name; undefined where there is no such key. */
  phrase(key: string, values: Record<string, unknown> = {}): string | undefined {
    if (!Object.hasOwn(this.#words, key)) return undefined;
    return this.#words[key]!.replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? String(values[name] ?? '') : whole,
    );
  }

  /** A phrase that is there: the keys that the program itself uses are all in the built-in table. */
  say(key: string, values?: Record<string, unknown>): string {
    return this.phrase(key, values) ?? key;
  }

  near(key: string): string | undefined {
    const near = suggest(key, Object.keys(this.#words));
    return near && `did you mean “${near}”?`;
  }

  /** `A`, `A and B`, `A, B and C`. */
  list(items: readonly string[]): string {
    if (items.length < 2) return items.join('');
    return `${items.slice(0, -1).join(this.say('list-comma'))}${this.say('list-and')}${items.at(-1)!}`;
  }

  /** A whole number with its thousands parted. */
  number(value: number): string {
    return String(value).replace(/\B(?=(\d{3})+$)/g, this.say('thousands'));
  }
}

function table(source: Source, diagnostics: Diagnostic[]): Table {
  const document = parseDocument(source.text, { prettyErrors: false });
  const problem = (message: string, start: number, end: number) =>
    diagnostics.push(diagnostic('words-invalid', message, { at: { source, start, end } }));
  for (const error of document.errors)
    problem(`This is not YAML: ${error.message}`, error.pos[0], error.pos[1]);
  if (document.errors.length > 0) return {};
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  if (value === null) return {};
  const languages = Object.entries(isMapping(value) ? value : { '': value });
  const result: Table = {};
  for (const [language, words] of languages) {
    if (isMapping(words) && Object.values(words).every((word) => typeof word === 'string'))
      result[language.toLowerCase()] = words as Record<string, string>;
    else problem('words.yml has a mapping of keys to phrases for each language.', 0, 0);
  }
  return result;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
