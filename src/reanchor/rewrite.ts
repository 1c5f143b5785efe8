import { isAlias, isMap, isScalar, isSeq, type Pair, type Scalar, visit, type YAMLMap } from 'yaml';
import type { Selector } from '../anchoring/quotation.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { Source } from '../diagnostics/source.js';
import type { Note } from '../manuscript/manuscript.js';
import { YamlFile } from '../manuscript/yaml-file.js';
import { type ScalarStyle, sameWords, writeScalar } from './scalar.js';

/** What a note says of its place. */
export interface Says extends Selector {
  /** The id of another reading than the note's. */
  reading?: string;
}

/** What a note is to say of its place from now on. */
export interface Change {
  note: Note;
  selector: Says;
}

export interface Rewritten {
  /** annotations.yml with the changes; undefined where none could be made. */
  text: string | undefined;
  /** The changes that are in it. */
  done: Change[];
  /** Why others are not. */
  diagnostics: Diagnostic[];
}

/** The keys that are written, in the order in which new ones are added. */
const KEYS = ['quote', 'prefix', 'suffix', 'occurrence', 'reading'] as const;
type Key = (typeof KEYS)[number];

/** A stretch of the file and what is to stand in its place. */
interface Splice {
  start: number;
  end: number;
  text: string;
}

/** A change with the index of its note in the file, and the splices that make it. */
interface Planned {
  change: Change;
  index: number;
  splices: Splice[];
}

/**
 * Writes changes into annotations.yml by replacing the texts of `quote`, `prefix`, `suffix`, `occurrence` and `reading` where they
 * stand, and nothing else: every other character of the file stays, and so does everything that it says. That is proved
 * before anything is given back, by reading the new file; a change that fails the proof is left out.
 */
export function rewrite(source: Source, changes: readonly Change[]): Rewritten {
  const file = new YamlFile(source);
  const notes = new Notes(file);
  const planned: Planned[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const change of changes) {
    const plan = notes.plan(change);
    if ('code' in plan) diagnostics.push(plan);
    else planned.push(plan);
  }
  const proved = prove(file, planned) ? planned : planned.filter((one) => prove(file, [one]));
  if (proved.length < planned.length)
    for (const { change } of planned.filter((one) => !proved.includes(one)))
      diagnostics.push(
        diagnostic('annotations-not-kept', 'this note cannot be rewritten without changing something else', {
          at: change.note.at,
          hint: 'change its quotation by hand',
        }),
      );
  if (proved.length === 0 || !prove(file, proved)) return { text: undefined, done: [], diagnostics };
  return { text: splice(source.text, proved), done: proved.map(({ change }) => change), diagnostics };
}

/** The notes of annotations.yml as nodes that can be written into. */
class Notes {
  private readonly items = new Map<number, { item: unknown; index: number }>();
  private readonly aliased = new Set<string>();
  private readonly eol: string;
  private readonly shared: boolean;

  constructor(private readonly file: YamlFile) {
    const { document, source } = file;
    this.eol = /\r\n|\r|\n/.exec(source.text)?.[0] ?? '\n';
    visit(document, { Alias: (_, node) => void this.aliased.add(node.source) });
    const top = document.contents;
    const list = isMap(top) ? pairOf(top, 'notes')?.value : undefined;
    this.shared = !isSeq(list) || this.isShared(list) || this.isShared(top);
    if (isSeq(list))
      list.items.forEach((item, index) => {
        const at = startOf(item);
        if (at !== undefined) this.items.set(at, { item, index });
      });
  }

  /** The splices that make a change, or why there are none. */
  plan(change: Change): Planned | Diagnostic {
    const { note, selector } = change;
    const refused = (at = note.at) =>
      diagnostic('annotations-shared', 'what this note says is shared with others by an alias', {
        at,
        hint: 'write it out here, or change all of them by hand',
      });
    const found = this.items.get(note.at.start);
    if (!found || this.shared || !isMap(found.item) || this.isShared(found.item)) return refused();
    const map = found.item as YAMLMap;
    const splices: Splice[] = [];
    const added: string[] = [];
    const last = KEYS.map((key) => pairOf(map, key)).find((pair) => pair !== undefined);
    for (const key of KEYS) {
      const value = selector[key];
      if (value === undefined || isSame(note[key], value)) continue;
      const node = pairOf(map, key)?.value;
      if (isScalar(node) && this.isShared(node)) return refused(note.spans[key]);
      if ((isScalar(node) || isAlias(node)) && node.range) {
        const start = node.range[0];
        const end = this.endOf(node);
        splices.push({ start, end, text: this.write(map, String(value), node, start, end) });
      } else if (node === undefined) added.push(this.entry(map, key, value));
      else return refused(note.spans[key]);
    }
    const after = last ?? map.items.find(({ value }) => isAlias(value));
    if (added.length > 0) {
      if (!after) return refused();
      splices.push(this.addition(map, after as Pair, added));
    }
    return { change, index: found.index, splices };
  }

  private isShared(node: unknown): boolean {
    const { anchor } = node as { anchor?: string };
    return anchor !== undefined && this.aliased.has(anchor);
  }

  private write(map: YAMLMap, value: string, node: unknown, start: number, end: number): string {
    const { text } = this.file.source;
    const scalar = isScalar(node) ? (node as Scalar) : undefined;
    const style: ScalarStyle = scalar?.type ?? 'PLAIN';
    return writeScalar(value, {
      style,
      ...(scalar && { source: text.slice(start, end) }),
      column: this.column(start),
      indent: this.indentOf(map),
      flow: map.flow === true || this.isInFlow(map),
      eol: this.eol,
    });
  }

  /** A key that is new, with its value; its quotation marks are those of the keys that are there. */
  private entry(map: YAMLMap, key: Key, value: string | number): string {
    const first = map.items[0]?.key;
    const mark = isScalar(first)
      ? ({ QUOTE_DOUBLE: '"', QUOTE_SINGLE: "'" } as Record<string, string>)[first.type ?? '']
      : '';
    const name = `${mark ?? ''}${key}${mark ?? ''}`;
    return `${name}: ${typeof value === 'number' ? value : JSON.stringify(value)}`;
  }

  /** Where new entries go: behind one that is there, on lines of their own where that has its own. */
  private addition(map: YAMLMap, after: Pair, entries: string[]): Splice {
    const { text } = this.file.source;
    const end = this.endOf(after.value);
    if (map.flow) return { start: end, end, text: entries.map((entry) => `, ${entry}`).join('') };
    const indentation = ' '.repeat(this.indentOf(map));
    const lines = entries.map((entry) => this.eol + indentation + entry).join('');
    const whole = (after.value as Scalar).range![1];
    // Line ends that a block keeps belong to its text: what is new comes after them.
    if (isBlock(after.value) && /^[|>][1-9]?\+/.test(text.slice(startOf(after.value))))
      return /[\r\n]/.test(text[whole - 1]!)
        ? { start: whole, end: whole, text: entries.map((entry) => indentation + entry + this.eol).join('') }
        : { start: whole, end: whole, text: lines };
    if (isBlock(after.value)) return { start: end, end, text: lines };
    let at = end;
    while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
    return { start: at, end: at, text: lines };
  }

  /** Where a value ends; of a block, before the line ends behind it. */
  private endOf(node: unknown): number {
    const [start, end] = (node as Scalar).range!;
    if (!isBlock(node)) return end;
    return start + this.file.source.text.slice(start, end).replace(/(?:(?:\r\n|\r|\n)[ \t]*)+$/, '').length;
  }

  /** The column, from 0, at which an offset stands. */
  private column(offset: number): number {
    const { text } = this.file.source;
    let start = offset;
    while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
    return offset - start;
  }

  private indentOf(map: YAMLMap): number {
    const start = startOf(map.flow ? map.items[0]?.key : map);
    return start === undefined ? 0 : this.column(start);
  }

  /** A mapping in a list in brackets is in flow style, whatever it is itself. */
  private isInFlow(map: YAMLMap): boolean {
    const top = this.file.document.contents;
    const list = isMap(top) ? pairOf(top, 'notes')?.value : undefined;
    return map.flow === true || (isSeq(list) && list.flow === true) || (isMap(top) && top.flow === true);
  }
}

function isBlock(node: unknown): boolean {
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
}

/** The first entry of a mapping with a key; undefined where it has none of its own. */
function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

/** Where a node begins, as `YamlFile` has it: a block mapping at its first key. */
function startOf(node: unknown): number | undefined {
  if (isMap(node) && !node.flow && node.items.length > 0) return startOf(node.items[0]!.key);
  return (node as { range?: [number, number, number] } | null)?.range?.[0];
}

function isSame(before: string | number | undefined, now: string | number): boolean {
  if (before === undefined) return false;
  return sameWords(String(before), String(now));
}

/** The file with all splices made. */
function splice(text: string, planned: readonly Planned[]): string {
  const all = planned.flatMap(({ splices }) => splices).sort((a, b) => a.start - b.start);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: now } of all) {
    parts.push(text.slice(at, start), now);
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** Whether a file with these splices says what it said, and of these notes what it shall. */
function prove(file: YamlFile, planned: readonly Planned[]): boolean {
  const before = new Source(file.source.path, file.source.text);
  const after = new YamlFile(new Source(before.path, splice(before.text, planned)));
  if (after.value === undefined || after.diagnostics.length !== file.diagnostics.length) return false;
  const wanted = new Map(planned.map(({ index, change }) => [index, change.selector]));
  const top = file.value as { notes?: unknown };
  const now = after.value as { notes?: unknown };
  const { notes: oldNotes, ...oldRest } = top;
  const { notes: newNotes, ...newRest } = now;
  if (!isEqual(oldRest, newRest) || Object.keys(top).join() !== Object.keys(now).join()) return false;
  if (!Array.isArray(oldNotes) || !Array.isArray(newNotes) || oldNotes.length !== newNotes.length)
    return false;
  return oldNotes.every((old, index) => {
    const selector = wanted.get(index);
    const note: unknown = newNotes[index];
    if (!selector) return isEqual(old, note);
    return isChanged(old as Record<string, unknown>, note as Record<string, unknown>, selector);
  });
}

/** Whether a note says what its selector says, and else what it said. */
function isChanged(old: Record<string, unknown>, now: Record<string, unknown>, selector: Says): boolean {
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const wanted = selector[key as Key];
    if (wanted === undefined || !KEYS.includes(key as Key)) {
      if (!isEqual(old[key], now[key])) return false;
    } else if (typeof now[key] !== 'string' || !sameWords(String(wanted), now[key])) return false;
  }
  return KEYS.every((key) => selector[key] === undefined || now[key] !== undefined);
}

/** Deep equality of what YAML holds: texts, nulls, lists and mappings in their order. */
function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
