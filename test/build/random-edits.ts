import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pick } from '../anchoring/prose.js';

/** The files of a project by their path. */
type Files = Map<string, string | Uint8Array>;

/** An edit: changes some files, and says what it did; undefined where there is nothing that it could be done to. */
type Edit = (files: Files, random: () => number) => string | undefined;

const WORDS = 'barley ledger weir ochre winter sluice Oslo rye'.split(' ');

/** Changes one random thing of a project, in memory and in folders that hold it; says what. */
export async function randomEdit(
  files: Files,
  random: () => number,
  folders: readonly string[],
): Promise<string> {
  const before = new Map(files);
  let what: string | undefined;
  while (what === undefined) what = pick(EDITS, random)(files, random);
  for (const folder of folders) {
    for (const [path, content] of files)
      if (before.get(path) !== content) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), content);
      }
    for (const path of before.keys()) if (!files.has(path)) await rm(join(folder, path));
  }
  return what;
}

/** An edit of one file that replaces a place in it. */
function replacing(
  path: string | RegExp,
  place: RegExp,
  replacement: (found: string, random: () => number) => string,
): Edit {
  return (files, random) => {
    const paths = [...files.keys()].filter((each) =>
      typeof path === 'string' ? each === path : path.test(each),
    );
    if (paths.length === 0) return undefined;
    const chosen = pick(paths, random);
    const text = String(files.get(chosen));
    const places = [...text.matchAll(place)];
    if (places.length === 0) return undefined;
    const { 0: found, index } = pick(places, random);
    const put = replacement(found, random);
    files.set(chosen, text.slice(0, index) + put + text.slice(index + found.length));
    return `${chosen}: “${found}” → “${put}”`;
  };
}

/** An edit that writes a file, or removes one that is there. */
function file(path: string, contents: readonly string[]): Edit {
  return (files, random) => {
    if (files.has(path) && random() < 0.3) {
      files.delete(path);
      return `${path} is gone`;
    }
    const content = pick(contents, random);
    files.set(path, content);
    return `${path} is “${content.slice(0, 40)}”`;
  };
}

const TEXTS = /^corpus\/.*\.md$/;
const picture = (color: string, width: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="40"><rect width="${width}" height="40" fill="${color}"/></svg>`;

const EDITS: Edit[] = [
  replacing(TEXTS, /\b[a-z]{4,}\b(?=[ .,])/g, (_, random) => pick(WORDS, random)),
  replacing(TEXTS, /\.\n\n/g, (_, random) => `. ${pick(WORDS, random)} came by boat.\n\n`),
  replacing(TEXTS, /(?<=\n\n)[A-Z][^\n]{30,}\n/g, () => ''),
  replacing(TEXTS, /$/g, (_, random) => `\nA paragraph about ${pick(WORDS, random)}, the last of all.\n`),
  replacing(TEXTS, /^title: .*$/gm, (_, random) => `title: The *${pick(WORDS, random)}*`),
  replacing(TEXTS, /$/g, () => '\n![A sluice](sluice.svg)\n'),
  replacing('annotations.yml', /(?<=note: )[A-Z]\w+/g, (_, random) => `Some ${pick(WORDS, random)}`),
  replacing(
    'annotations.yml',
    /^notes:\n/gm,
    (found, random) =>
      `${found}  - { reading: chalk, quote: miller, note: "About ${pick(WORDS, random)}." }\n`,
  ),
  replacing(
    'annotations.yml',
    /^glossary:\n/gm,
    (found) => `${found}  - { term: flour, definition: Ground. }\n`,
  ),
  replacing('annotations.yml', /^glossary:\n/gm, (found) => `# a remark\n${found}`),
  replacing('annotations.yml', /(?<=quote: )[a-zA-Z ]+(?=,)/g, (found) => `${found}s`),
  replacing('annotations.yml', /page: a5/g, () => 'page: a6'),
  replacing('annotations.yml', /formats: \[pdf\]/g, () => 'formats: [pdf], lineNumbers: 5'),
  replacing('annotations.yml', /formats: \[epub, pdf\]/g, () => 'formats: [epub, pdf], numbering: book'),
  replacing('annotations.yml', /readings: \[flour\]/g, () => 'readings: [flour, none]'),
  replacing('annotations.yml', /readings: \[flour, none\]/g, () => 'readings: [flour]'),
  file('corpus/sluice.svg', [picture('red', 60), picture('blue', 60), picture('red', 90)]),
  file('templates/print.css', ['p { text-indent: 2em }', 'body { font-size: 12pt }', 'p { colour: red }']),
  file('templates/epub.css', ['p { text-indent: 2em }', 'h1 { color: #333 }']),
  file('templates/half-title.hbs', [
    '<section id="{{page.id}}"><p>{{book.title}}</p></section>',
    '<section id="{{page.id}}"><p>{{book.titel}}</p></section>',
    '<section id="{{page.id}}"><p><b>{{book.title}}</b>, {{book.year}}</p></section>',
  ]),
  file('templates/words.yml', ['en: { contents: What is in it }']),
  file('corpus/stray.md', ['---\ntitle: Stray\n---\n\nNobody lists this.\n']),
];
