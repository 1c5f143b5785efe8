import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml';
import { readSimpleYaml } from '../../src/manuscript/simple-yaml.js';

/** What the library makes of a text, as simple nodes; the string 'wrong' where it finds anything wrong. */
function byLibrary(text: string): unknown {
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  if (document.errors.length > 0 || document.warnings.length > 0) return 'wrong';
  return simple(document.contents as Node | null);
}

function simple(node: Node | null): unknown {
  const [start, end] = node?.range ?? [0, 0];
  if (isScalar(node)) return { kind: 'text', start, end, value: node.value, type: node.type };
  if (isSeq(node)) return { kind: 'list', start, end, items: node.items.map((item) => simple(item as Node)) };
  if (!isMap(node)) return 'not simple';
  const entries = (node.items as Pair<Node, Node>[]).map(({ key, value }) => {
    const { kind, type, ...name } = simple(key) as Record<string, unknown>;
    return { key: name, value: simple(value) };
  });
  return { kind: 'mapping', isFlow: node.flow === true, start, end, entries };
}

const LINES = [
  ...[
    'a: b',
    'b: c d',
    'c:',
    'd: "e, f: g"',
    "e: 'f # g'",
    'f: [g, "h i", j k]',
    'g: >-',
    'h: |',
    'i: >',
    'k: []',
  ],
  ...[
    '- a',
    '- "b"',
    '- a: b',
    '- c:',
    '- >-',
    '- [a]',
    '-',
    '- - a',
    '# a',
    'words go on',
    'l: # m',
    'm: n # o',
    'a: "b" # c',
    "b: 'c' #",
    'c: d#e  #f',
    'd: e :f  g',
  ],
  ...[
    '',
    '',
    'n: o: p',
    'o: {p: q}',
    'p: &q r',
    'q: *q',
    "r: 's''t'",
    's: "t\\n"',
    't: u:v',
    'u: ~',
    '"v": w',
    '---',
    '...',
  ],
  ...[
    'w: x ',
    'x: y\ty',
    'y: é “z”',
    'ä: b',
    '? a',
    ': b',
    'z: - a',
    'a: [b,c]',
    'b: [ c , d ]',
    'c: [d: e]',
    'd: [e,]',
  ],
  ...[
    'e: |+',
    'f: |2',
    'g: "h',
    'i"',
    "j: 'k",
    'l: [m',
    'n]',
    'a#b: c#d',
    '- a:b',
    '-a: b',
    '- # a',
    '\u00a0',
    'a:\u00a0b',
  ],
];
const yaml = fc
  .array(fc.tuple(fc.constantFrom(0, 0, 1, 2, 2, 2, 4, 4, 6), fc.constantFrom(...LINES)), { maxLength: 9 })
  .map((lines) => lines.map(([indent, line]) => ' '.repeat(indent) + line).join('\n'));

test('what is understood is what the library makes of it', () => {
  let understood = 0;
  fc.assert(
    fc.property(yaml, fc.constantFrom('', '\n', '\n\n', '  \n'), (lines, end) => {
      const text = lines + end;
      const read = readSimpleYaml(text);
      if (!read) return;
      understood++;
      expect(read).toEqual(byLibrary(text));
    }),
    { numRuns: 3000 },
  );
  expect(understood).toBeGreaterThan(50);
});

/** Values that are written as a careful editor writes them. */
const word = fc.constantFrom('a', 'b c', 'x-y', '1917', 'é', 'null');
const text = fc.oneof(
  word,
  word.map((value) => `"${value}: #"`),
  word.map((value) => `'${value} "'`),
  fc.array(word, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
  word.map((value) => `{ date: ${value}, event: "${value}, again" }`),
);
const block = fc.tuple(
  fc.constantFrom('>-', '>', '|', '|-'),
  fc.array(fc.oneof(word, fc.constant('')), { maxLength: 5 }),
);
const value = fc.letrec<{ value: (indent: number) => string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text.map((one) => () => ` ${one}\n`),
    block.map(([header, lines]) => (indent: number) => {
      const body = ['first', ...lines].map((line) =>
        line === '' ? '\n' : `${' '.repeat(indent + 2)}${line}\n`,
      );
      return ` ${header}\n${body.join('')}`;
    }),
    fc.tuple(fc.array(tie('value'), { minLength: 1, maxLength: 4 }), fc.constantFrom('', '\n', '# c\n')).map(
      ([values, between]) =>
        (indent: number) =>
          `\n${values.map((one, i) => `${i > 0 && between.startsWith('#') ? ' '.repeat(indent) : ''}${i > 0 ? between : ''}${' '.repeat(indent)}k${i}:${one(indent + 2)}`).join('')}`,
    ),
    fc
      .array(fc.tuple(text, tie('value')), { minLength: 1, maxLength: 4 })
      .map(
        (pairs) => (indent: number) =>
          `\n${pairs.map(([one, other]) => `${' '.repeat(indent)}- k: ${one}\n${' '.repeat(indent + 2)}l:${other(indent + 4)}`).join('')}`,
      ),
  ),
})).value;

test('careful files are understood', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
      const file = values.map((one, i) => `key${i}:${one(2)}`).join('\n');
      const read = readSimpleYaml(file);
      expect(read, file).toBeDefined();
      expect(read).toEqual(byLibrary(file));
    }),
    { numRuns: 1000 },
  );
});

test('the annotations of this project and of a new one are understood', () => {
  for (const path of ['annotations.yml', 'init/annotations.yml', 'templates/words.yml']) {
    const file = readFileSync(path, 'utf8');
    expect(readSimpleYaml(file), path).toEqual(byLibrary(file));
  }
});
