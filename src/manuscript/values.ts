import type { diagnostic } from '../diagnostics/diagnostic.js';
import { sortKey } from './event-date.js';

/*
 * What single values have to look like: each function says what is wrong with a text, or nothing. They know no file and
 * no place; the schema calls them, and so does whoever reads such a value elsewhere.
 */

/** What is wrong with a value, and what was expected. */
export interface Fault {
  code: Parameters<typeof diagnostic>[0];
  message: string;
  hint?: string;
}

/** Characters that a reading's id or an edition's name may have: they become names of files on every system. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u;

/** Names that Windows keeps for devices, with any ending. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Bytes of UTF-8 in a name; file systems take 255 with the ending. */
const MAX_NAME_BYTES = 120;

/** Reading ids, edition names, ids of notes, names of series. */
export function nameFault(name: string): Fault | undefined {
  const fault = (message: string, hint: string): Fault => ({ code: 'name-invalid', message, hint });
  const rule = 'a name has letters, digits, “-”, “_” and “.”, and begins with a letter or a digit';
  if (!NAME.test(name)) {
    const instead = name.replace(/[^\p{L}\p{M}\p{N}._]+/gu, '-').replace(/^[\p{M}._-]+|[.-]+$/gu, '');
    return fault(
      `${shown(name)} cannot be a name`,
      instead === '' ? rule : `${rule}: ${shown(instead)}, say`,
    );
  }
  if (name.endsWith('.')) return fault(`${shown(name)} ends in a full stop`, rule);
  if (RESERVED.test(name))
    return fault(`Windows keeps the name ${shown(name)} for a device`, 'choose another name');
  if (Buffer.byteLength(name) > MAX_NAME_BYTES)
    return fault(`${shown(name)} is too long for a file’s name`, `at most ${MAX_NAME_BYTES} bytes`);
  return undefined;
}

/** A day as YYYY-MM-DD that the calendar has. */
export function dayFault(text: string): Fault | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    // With full stops the day comes first, wherever dates are so written.
    const [, day, month, year] = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/.exec(text) ?? [];
    const example = day && month ? `: ${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : '';
    return {
      code: 'date-invalid',
      message: `${shown(text)} is not a date`,
      hint: `write it as YYYY-MM-DD${example}`,
    };
  }
  return isoFault(text);
}

/** Free text, except that what looks like an ISO date has to be one: `1917`, `June 1917`, `1917-11-07`. */
export function dateFault(text: string): Fault | undefined {
  return isoFault(text);
}

/** A date that a chronology can be sorted by: there must be a year in it. */
export function eventDateFault(text: string): Fault | undefined {
  if (!sortKey(text))
    return {
      code: 'date-invalid',
      message: `there is no year in ${shown(text)}`,
      hint: 'write 1917, 1917-11, 1917-11-07 or c. 1917',
    };
  return isoFault(text);
}

/** The first thing that looks like an ISO date, checked against the calendar. */
function isoFault(text: string): Fault | undefined {
  const match = /(?<![\d-])(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?![\d-])/.exec(text);
  if (!match) return undefined;
  const [written, year, month, day] = match;
  // “1914-18” is a span of years; nothing else with one hyphen is.
  if (!day && Number(month) > 12) return undefined;
  const fault = (message: string, hint: string): Fault => ({ code: 'date-invalid', message, hint });
  if (Number(month) < 1 || Number(month) > 12)
    return fault(`${shown(written)} has no month ${month}`, 'months are 01 to 12');
  if (month!.length < 2 || (day && day.length < 2))
    return fault(
      `${shown(written)} is not a date`,
      'write it as YYYY-MM-DD, with two digits for month and day',
    );
  const days = day ? daysOfMonth(Number(year), Number(month)) : 0;
  if (day && (Number(day) < 1 || Number(day) > days))
    return fault(`the calendar has no ${shown(written)}`, `that month has ${days} days`);
  return undefined;
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A BCP 47 tag whose language exists. */
export function languageFault(tag: string): Fault | undefined {
  const fault = (): Fault => {
    const code = languageNamed(tag);
    return {
      code: 'language-invalid',
      message: `${shown(tag)} is not a language tag`,
      hint: code ? `did you mean “${code}”?` : 'write it as BCP 47 has it: en, en-GB, fr, ru-Latn',
    };
  };
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    const language = canonical!.split('-')[0]!;
    if (language.length > 3) return fault();
    // Three-letter codes are too many to be sure of.
    if (language.length === 2 && !TWO_LETTER_CODES.has(language)) return fault();
    return undefined;
  } catch {
    return fault();
  }
}

/** A tag in its canonical form: `en-gb` is `en-GB`, `eng` is `en`. The tag must be valid. */
export function canonicalLanguage(tag: string): string {
  return Intl.getCanonicalLocales(tag)[0]!;
}

/** Those of ISO 639-1, but for withdrawn ones. Asking Intl for their names takes longer than reading a small project. */
const TWO_LETTER_CODES = new Set(
  (
    'aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es ' +
    'et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj ' +
    'kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ' +
    'ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti ' +
    'tk tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu'
  ).split(' '),
);

/** The code of a language by its name in English or in itself. */
export function languageNamed(name: string): string | undefined {
  const wanted = name.toLowerCase();
  const nameIn = (language: string, code: string) =>
    new Intl.DisplayNames(language, { type: 'language', fallback: 'none' }).of(code)?.toLowerCase();
  return [...TWO_LETTER_CODES].find((code) => nameIn('en', code) === wanted || nameIn(code, code) === wanted);
}

/** An address of the web. */
export function urlFault(text: string): Fault | undefined {
  const hint = 'write it in full: https://example.org/page';
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { code: 'url-invalid', message: `${shown(text)} is not an address`, hint };
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { code: 'url-invalid', message: `${shown(text)} is not an address of the web`, hint };
  if (/\s/.test(text))
    return { code: 'url-invalid', message: `there is a space in ${shown(text)}`, hint: 'write it as %20' };
  return undefined;
}

/** `urn:uuid:…` or `urn:isbn:…`, with a correct check digit. */
export function identifierFault(text: string): Fault | undefined {
  const fault = (message: string, hint: string): Fault => ({ code: 'identifier-invalid', message, hint });
  const isbn = /^urn:isbn:(.*)$/i.exec(text)?.[1];
  if (isbn !== undefined)
    return isIsbn(isbn)
      ? undefined
      : fault(
          `${shown(isbn)} is not an ISBN`,
          'thirteen digits (or ten), the last of which checks the others',
        );
  if (/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)) return undefined;
  return fault(
    `${shown(text)} is not an identifier`,
    'write urn:isbn:… or urn:uuid:…, or leave it out: then it is made from title and editors',
  );
}

function isIsbn(text: string): boolean {
  const digits = text.replace(/[- ]/g, '');
  if (/^\d{13}$/.test(digits)) {
    let sum = 0;
    for (let i = 0; i < 13; i++) sum += Number(digits[i]) * (i % 2 === 0 ? 1 : 3);
    return sum % 10 === 0;
  }
  if (!/^\d{9}[\dX]$/i.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < 10; i++) sum += (/x/i.test(digits[i]!) ? 10 : Number(digits[i])) * (10 - i);
  return sum % 11 === 0;
}

const PAGE_NAMES = 'a3|a4|a5|a6|b4|b5|jis-b4|jis-b5|letter|legal|ledger';
const PAGE_NAMED = new RegExp(
  `^(?:(?:${PAGE_NAMES})(?: (?:portrait|landscape))?|(?:portrait|landscape) (?:${PAGE_NAMES}))$`,
  'i',
);
const LENGTH = /^(\d+(?:\.\d+)?|\.\d+)(in|cm|mm|q|pt|pc|px)$/i;
const POINTS: Record<string, number> = {
  in: 72,
  cm: 72 / 2.54,
  mm: 72 / 25.4,
  q: 72 / 101.6,
  pt: 1,
  pc: 12,
  px: 0.75,
};

/** The sides, in points, between which a page can hold text (2 cm) and a PDF reader show it (200 in). */
const PAGE_SIDES = { least: 56, most: 14_400 };

/** A page size as the `size` descriptor of CSS has it: a name, or one or two lengths. */
export function pageFault(text: string): Fault | undefined {
  const size = text.trim().replace(/\s+/g, ' ');
  if (PAGE_NAMED.test(size)) return undefined;
  const hint = 'write letter, a5, a4 landscape, or a width and a height: 6in 9in';
  const lengths = size.split(' ').map((part) => LENGTH.exec(part));
  if (lengths.length > 2 || lengths.some((length) => !length))
    return { code: 'page-size-invalid', message: `${shown(text)} is not a page size`, hint };
  const sides = lengths.map((length) => Number(length![1]) * POINTS[length![2]!.toLowerCase()]!);
  if (sides.some((side) => side < PAGE_SIDES.least || side > PAGE_SIDES.most))
    return {
      code: 'page-size-invalid',
      message: `no book has pages of ${shown(text)}`,
      hint: 'a side has 2 cm to 200 in',
    };
  return undefined;
}

/** A length as CSS has it, in points; the text must be a length. */
export function pointsOf(text: string): number {
  const [, number, unit] = LENGTH.exec(text.trim()) ?? [];
  return number === undefined ? 0 : Number(number) * POINTS[unit!.toLowerCase()]!;
}

/** A length as CSS has it, between two others in points. 0 needs no unit. */
export function lengthFault(text: string, least: number, most: number): Fault | undefined {
  if (text === '0' && least === 0) return undefined;
  const fault = (message: string, hint: string): Fault => ({ code: 'length-invalid', message, hint });
  if (!LENGTH.test(text))
    return fault(
      `${shown(text)} is not a length`,
      'write a number with in, cm, mm, pt, pc or px: 2in, 3mm, 0.5in',
    );
  const points = pointsOf(text);
  if (points >= least && points <= most) return undefined;
  return fault(
    `${shown(text)} is too ${points < least ? 'short' : 'long'} here`,
    `from ${inchesOf(least)} to ${inchesOf(most)}`,
  );
}

function inchesOf(points: number): string {
  return `${points / 72}in`;
}

/** A whole number in decimal digits between two others. */
export function wholeNumberFault(text: string, least: number, most: number): Fault | undefined {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return undefined;
  return {
    code: 'value-invalid',
    message: `${shown(text)} is not a whole number from ${least} to ${most}`,
    hint: 'write it in digits, without a unit',
  };
}

/** The pages of a signature: a whole number of sheets that are folded once. */
export function signatureFault(text: string): Fault | undefined {
  const fault = wholeNumberFault(text, 4, 128);
  if (fault || Number(text) % 4 === 0) return fault;
  return {
    code: 'value-invalid',
    message: `a signature cannot have ${text} pages`,
    hint: 'each sheet has 4: a multiple of 4',
  };
}

/** A value in a message: in quotation marks, on one line, and cut where it is long. */
export function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > 48 ? `${line.slice(0, 45).replace(/[\ud800-\udbff]$/, '')}…` : line}”`;
}
