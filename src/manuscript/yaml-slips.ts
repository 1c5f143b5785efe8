/*
 * Slips of the pen that YAML takes for something else, so that the library finds its mistake elsewhere, or says of it what
 * helps nobody. They are looked for only where there is a mistake: what is looked for can stand in a text as well.
 */

/** Where a slip is (offsets of UTF-16), what it is and what to do. */
export interface Slip {
  start: number;
  end: number;
  message: string;
  hint: string;
}

type Said = [message: string, hint: string];

/**
 * Up to a character that only looks like the sign of YAML that is wanted, as keyboards, word processors and web pages give
 * them. The first two make a line a part of the one before or after it, where the library sees the mistake.
 */
const LOOKALIKES: [RegExp, (code: string) => Said][] = [
  [
    /^[ \t]*(?:- +)?[\p{L}_-]+:(?=[\u00A0\u2007\u202F\u3000])|^[ \t]*-?[ \t]*(?=[\u00A0\u2007\u202F\u3000])/u,
    (code) => [`this space is a special one (${code}), which is no space to YAML`, 'write an ordinary space'],
  ],
  [
    /^[ \t]*(?:- +)?[\p{L}_-]+ *(?=[：﹕∶])/u,
    (code) => [`this colon is a special one (${code}), which is no colon to YAML`, 'write “: ”'],
  ],
  [/^[ \t]*(?=[–—−•][ \u00A0])/u, (code) => [`this sign (${code}) begins no item of a list`, 'write “- ”']],
  [
    /^[ \t]*(?:- +)?[\p{L}_-]+: +(?=[“”„«‘’])/u,
    (code) => [
      `this quotation mark (${code}) is a part of the text to YAML`,
      'write " or \' around the text',
    ],
  ],
];

/** A character that only looks like a sign of YAML, on the line of an offset or, of the first two, on the line before. */
export function lookalike(text: string, offset: number): Slip | undefined {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.lastIndexOf('\n', line - 2) + 1;
  const places: [number, [RegExp, (code: string) => Said]][] = [
    ...LOOKALIKES.map((each) => [line, each] as [number, (typeof LOOKALIKES)[number]]),
    ...LOOKALIKES.slice(0, 2).map((each) => [before, each] as [number, (typeof LOOKALIKES)[number]]),
  ];
  for (const [at, [pattern, words]] of places) {
    const found = pattern.exec(text.slice(at, at + 200).split(/[\r\n]/, 1)[0]!);
    if (!found) continue;
    const start = at + found[0].length;
    const [message, hint] = words(
      `U+${text.codePointAt(start)!.toString(16).toUpperCase().padStart(4, '0')}`,
    );
    return { start, end: start + 1, message, hint };
  }
  return undefined;
}

/** A line that is indented too little or too much: the one of an offset, or the next. */
export function indentSlip(text: string, offset: number): Slip | undefined {
  return shallowText(text, offset) ?? deeperKey(text, offset);
}

/** The text below “|” or “>”, where it is indented no more than its key. */
function shallowText(text: string, offset: number): Slip | undefined {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(text.lastIndexOf('\n', line - 2) + 1, line);
  const [, indent, sign] = /^([ ]*(?:- +)?)[\p{L}_-]+:[ ]+([|>])[+-]?[ ]*\r?\n$/u.exec(before) ?? [];
  const [own = ''] = /^[^\r\n]*/.exec(text.slice(line)) ?? [];
  const start = line + own.length - own.trimStart().length;
  if (indent === undefined || start - line > indent.length || /^[\p{L}_-]+:|^- /u.test(own.trimStart()))
    return undefined;
  return {
    start,
    end: Math.max(start + 1, line + own.trimEnd().length),
    message: `the text below “${sign}” is not indented`,
    hint: 'it begins further to the right than its key, on every line',
  };
}

/** The key on the next line, where it is indented more than the one whose text it stands below. */
function deeperKey(text: string, offset: number): Slip | undefined {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const [above = '', first = ''] = /^([ ]*(?:- +)?)[\p{L}_-]+:[ ]/u.exec(text.slice(line, offset)) ?? [];
  const found = /^([^\r\n]*\r?\n)([ ]*)([\p{L}_-]+):(?=\s)/u.exec(text.slice(offset, offset + 2000));
  const [, own = '', space = '', key = ''] = found ?? [];
  if (above === '' || !found || /:\s/.test(own) || space.length <= first.length) return undefined;
  const start = offset + own.length + space.length;
  return {
    start,
    end: start + key.length,
    message: `“${key}” is indented more than the key above it`,
    hint: 'keys of one mapping begin in the same column',
  };
}
