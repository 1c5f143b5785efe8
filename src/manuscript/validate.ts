import type { z } from 'zod';
import { append } from '../append.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { didYouMean, suggest } from '../diagnostics/suggest.js';
import { type Fault, shown } from './values.js';
import type { Path, YamlFile } from './yaml-file.js';

type Issue = z.core.$ZodIssue;

/**
 * Checks a value of a YAML file, and makes a diagnostic of everything that is wrong with it. What is valid of a mapping
 * is still given: a key that is wrong is left out, so that the rest of its entry can be checked further. Undefined where
 * a key that is needed is missing or wrong.
 *
 * @param what what messages call the mapping: “a note”
 */
export function validate<T extends z.ZodType>(
  file: YamlFile,
  path: Path,
  value: unknown,
  schema: T,
  what: string,
  diagnostics: Diagnostic[],
): z.output<T> | undefined {
  const given = withoutNothing(value);
  const first = schema.safeParse(given);
  if (first.success) return first.data;
  const misspelt = misspeltKeys(first.error.issues, what);
  for (const issue of first.error.issues)
    if (!isMissingAs(issue, misspelt, given)) append(diagnostics, problems(file, path, given, issue, what));
  if (!isMapping(given)) return undefined;
  const rest = { ...given };
  for (const issue of first.error.issues) {
    if (issue.path.length > 0) delete rest[String(issue.path[0])];
    else if (issue.code === 'unrecognized_keys') for (const key of issue.keys) delete rest[key];
  }
  const second = schema.safeParse(rest);
  return second.success ? second.data : undefined;
}

/** The keys that unknown ones are probably meant as. */
function misspeltKeys(issues: readonly Issue[], what: string): Set<string> {
  const keys = KEYS.get(what) ?? [];
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
  return new Set(unknown.flatMap((key) => suggest(key, keys) ?? []));
}

/** Whether a key is missing because it is written otherwise: that is one mistake, and is told of what is written. */
function isMissingAs({ path }: Issue, misspelt: ReadonlySet<string>, given: unknown): boolean {
  const [key] = path;
  return path.length === 1 && misspelt.has(String(key)) && isMapping(given) && !(String(key) in given);
}

/** A mapping without the keys that have no value: `subtitle:` is as if it were not there. */
function withoutNothing(value: unknown): unknown {
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}

function problems(file: YamlFile, path: Path, root: unknown, issue: Issue, what: string): Diagnostic[] {
  const inner = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const full = [...path, ...inner];
  // A whole document is called what it is: the front matter, a recipe.
  const key = full.length > 0 ? keyName(full) : what;
  // A mapping inside the entry is called by its key.
  const holder = inner.length > 0 ? key : what;
  const found = valueAt(root, inner);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((unknown) =>
        diagnostic('key-unknown', `“${unknown}” is not a key of ${holder}`, {
          at: file.keyAt([...full, unknown]),
          hint:
            file.source.path.endsWith('.md') && unknown === 'questions'
              ? 'questions stand in annotations.yml, with the id of the reading'
              : didYouMean(unknown, KEYS.get(inner.length > 0 ? settingName(inner) : what) ?? []),
        }),
      );
    case 'invalid_type':
      if (found === undefined || found === null)
        return [missing(file, full, inner, holderName(inner, what), root)];
      return [wrongKind(file, full, key, expectedKind(issue.expected), found)];
    case 'invalid_value': {
      if (found === undefined || found === null)
        return [missing(file, full, inner, holderName(inner, what), root)];
      if (typeof found !== 'string') return [wrongKind(file, full, key, 'text', found)];
      const values = issue.values.map(String);
      return [
        diagnostic('value-unknown', `${key} cannot be ${shown(found)}`, {
          at: file.at(full),
          hint:
            didYouMean(values.includes('true') ? (SWITCHES[found.toLowerCase()] ?? found) : found, values) ??
            `expected one of: ${values.join(', ')}`,
        }),
      ];
    }
    case 'invalid_union': {
      // The branch that fits the value's kind has the faults inside it; no branch at all is a wrong kind.
      const isOther = (e: Issue) =>
        e.path.length === 0 &&
        (e.code === 'invalid_type' || (e.code === 'invalid_value' && typeof found !== 'string'));
      const branches = issue.errors.filter((errors) => !errors.some(isOther));
      const branch = branches[0];
      if (!branch) return [wrongKind(file, full, key, issue.message, found)];
      return branch.flatMap((e) =>
        problems(file, path, root, { ...e, path: [...issue.path, ...e.path] } as Issue, what),
      );
    }
    case 'invalid_format':
      return [
        diagnostic('value-invalid', `${key} must be a whole number from 1; found ${describe(found)}`, {
          at: file.at(full),
          hint: /^[^\d]+\d+[^\d]+$/.test(String(found))
            ? `write it without quotation marks: ${/\d+/.exec(String(found))![0]}`
            : 'the first is 1',
        }),
      ];
    case 'too_small':
      return [
        diagnostic('value-empty', `${key} is an empty list`, {
          at: file.at(full),
          hint: 'name at least one, or leave the key out',
        }),
      ];
    case 'custom': {
      const fault = (issue.params as { fault: 'empty' | Fault } | undefined)?.fault;
      if (fault && fault !== 'empty')
        return [diagnostic(fault.code, fault.message, { at: file.at(full), hint: fault.hint })];
      return [
        diagnostic('value-empty', `${key} is empty`, {
          at: file.at(full),
          hint: 'write something, or leave it out',
        }),
      ];
    }
    default:
      return [
        diagnostic('value-invalid', `${key} is not valid; found ${describe(found)}`, { at: file.at(full) }),
      ];
  }
}

function missing(file: YamlFile, full: Path, inner: Path, what: string, root: unknown): Diagnostic {
  const holder = full.slice(0, -1);
  const last = full.at(-1);
  if (typeof last === 'number')
    return diagnostic('value-empty', `${keyName(full)} is empty`, {
      at: file.at(full),
      hint: 'write something, or leave the “-” out',
    });
  const written = valueAt(file.value, holder);
  if (isMapping(written) && last !== undefined && last in written)
    return diagnostic('value-empty', `“${last}” is empty`, {
      at: file.keyAt(full),
      hint: `${what} needs it`,
    });
  const isSelf = inner.length === 0 && root === undefined;
  return diagnostic('key-missing', `${isSelf ? keyName(full) : `“${String(last)}”`} is missing`, {
    at: holder.length > 0 ? file.at(holder) : { source: file.source, start: 0, end: 0 },
    hint: `${what} needs it`,
  });
}

function wrongKind(file: YamlFile, full: Path, key: string, expected: string, found: unknown): Diagnostic {
  const compound = typeof found === 'object' && found !== null;
  return diagnostic('value-kind', `${key} must be ${expected}; found ${describe(found)}`, {
    at: compound ? file.keyAt(full) : file.at(full),
    hint: kindHint(expected, found, full),
  });
}

/** How an entry of a list of annotations.yml begins. */
const BEGINNINGS: Record<string, string> = {
  notes: '- reading: …',
  glossary: '- term: …',
  chronology: '- date: …',
};

/** What other formats, YAML 1.1 among them, take for true and false. */
const SWITCHES: Record<string, string> = {
  yes: 'true',
  y: 'true',
  on: 'true',
  1: 'true',
  no: 'false',
  n: 'false',
  off: 'false',
  0: 'false',
};

/** Longer texts are not shown as items of a list. */
const LONGEST_ITEM = 40;

/** How a value would be written to be of another kind. */
function kindHint(expected: string, found: unknown, path: Path): string | undefined {
  const begin = BEGINNINGS[String(path[0])];
  if (expected === 'a list' && isMapping(found) && path.length === 1 && begin !== undefined)
    return `begin each entry with “${begin}”, and write its other keys below`;
  if (expected === 'a mapping' && Array.isArray(found) && typeof found[0] === 'string' && path.length === 1)
    return `write each as a key: “${found[0]}:”, and what belongs to it below, indented`;
  if (expected === 'text' && Array.isArray(found) && found.length > 1)
    return 'write one text; “|” stands before one that has several paragraphs, which are indented below';
  if (expected === 'text' && typeof found === 'object' && found !== null)
    return 'put a text that holds “: ” or begins with “[” or “{” into quotation marks';
  if (expected === 'a mapping' && typeof found === 'string' && /^[\p{L}_-]+:[^\S ]/u.test(found))
    return 'the space after “:” is a special one: write an ordinary space';
  if (expected === 'a mapping') return 'write its keys on lines of their own: “key: value”';
  if (expected !== 'a list' || typeof found !== 'string') return undefined;
  if (/[\n]/.test(found) || found.length > LONGEST_ITEM)
    return 'put “- ” before each item, on a line of its own';
  return `write it as a list: [${/^[\p{L}\p{N} .-]+$/u.test(found) ? found : JSON.stringify(found)}]`;
}

/** How a message calls the value at a path: “title”, item 2 of “forms”, or the document. */
function keyName(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'this file';
  if (typeof last === 'string') return `“${last}”`;
  const holder = path.at(-2);
  return typeof holder === 'string' ? `item ${last + 1} of “${holder}”` : `item ${last + 1}`;
}

/** What needs a key: the entry, or the mapping in it that the key belongs to. */
function holderName(inner: Path, what: string): string {
  return inner.length > 1 ? keyName(inner.slice(0, -1)) : what;
}

/** What keys of a mapping inside an entry are kept under: “readings” for its items, too. */
function settingName(path: Path): string {
  return `“${path.findLast((step) => typeof step === 'string') ?? ''}”`;
}

/** What a value is, in words. */
export function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  const text = String(value);
  return /^[-+]?\d+(?:\.\d+)?$/.test(text) ? `the number ${text.slice(0, 48)}` : `the text ${shown(text)}`;
}

function expectedKind(expected: string): string {
  if (expected === 'array') return 'a list';
  if (expected === 'object' || expected === 'record') return 'a mapping';
  return 'text';
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The keys of each kind of mapping, for “did you mean”. */
const KEYS = new Map<string, string[]>();

/** Makes the keys of a kind of mapping known to the messages. */
export function nameMapping(what: string, schema: z.ZodObject): string {
  KEYS.set(what, Object.keys(schema.shape));
  return what;
}
