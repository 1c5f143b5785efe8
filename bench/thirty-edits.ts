/** The files of a project by their path. */
export type Files = Map<string, string>;

/** What an editor does to a book between two builds. */
export interface BookEdit {
  what: string;
  /** Changes the files. */
  apply: (files: Files) => void;
}

/** The paragraphs of running text of a reading: neither its front matter nor headings, quotations, lists or verse. */
function paragraphs(text: string): { start: number; end: number; text: string }[] {
  const body = /^---\n[\s\S]*?\n---\n/.exec(text)?.[0].length ?? 0;
  return [...text.slice(body).matchAll(/(?<=\n\n|^\n?)[A-Z“‘][^\n]*(?:\n(?!\n)[^\n]+)*/g)]
    .map(({ 0: found, index }) => ({ start: body + index, end: body + index + found.length, text: found }))
    .filter((paragraph) => paragraph.text.split(/\s+/).length > 40);
}

const fileOf = (id: string) => `corpus/${id}.md`;

function edited(files: Files, path: string, change: (text: string) => string): void {
  const text = files.get(path);
  if (text === undefined) throw new Error(`There is no ${path} to edit.`);
  const changed = change(text);
  if (changed === text) throw new Error(`Nothing was found to edit in ${path}.`);
  files.set(path, changed);
}

/** An edit of the nth paragraph of a reading. */
function inParagraph(what: string, id: string, nth: number, change: (paragraph: string) => string): BookEdit {
  return {
    what: `${id}: ${what}`,
    apply: (files) =>
      edited(files, fileOf(id), (text) => {
        const all = paragraphs(text);
        const { start, end, text: found } = all[Math.min(nth, all.length) - 1]!;
        return text.slice(0, start) + change(found) + text.slice(end);
      }),
  };
}

const annotations = (what: string, change: (text: string) => string): BookEdit => ({
  what: `annotations.yml: ${what}`,
  apply: (files) => edited(files, 'annotations.yml', change),
});

const file = (path: string, content: string): BookEdit => ({
  what: `${path}: written`,
  apply: (files) => files.set(path, content),
});

const words = (paragraph: string) => paragraph.split(/(\s+)/);
const sentences = (paragraph: string) => paragraph.split(/(?<=[.?!]) (?=[A-Z“])/);

/** Two letters of a long word in the wrong order. */
function typo(paragraph: string): string {
  const all = words(paragraph);
  const at = all.findIndex((word, n) => n > 10 && /^[a-z]{6,}$/.test(word));
  all[at] = all[at]!.replace(/^(..)(.)(.)/, '$1$3$2');
  return all.join('');
}

/** One word more. */
const grown = (paragraph: string) => paragraph.replace(/(?<=[a-z]) (?=[a-z]+ [a-z]+ )/, ' indeed ');

/**
 * Thirty edits of a course reader, in the order of a day's work: most are a word, some move text that notes stand on,
 * some change what the whole book is made with.
 *
 * @param readings the ids of readings that have at least six long paragraphs; three are enough
 */
export function thirtyEdits(readings: readonly string[]): BookEdit[] {
  const [a, b, c] = readings as [string, string, string];
  return [
    inParagraph('a typo comes in', a, 2, typo),
    inParagraph('the typo is mended', a, 2, (text) => typo(text)),
    inParagraph('a word more', b, 4, grown),
    inParagraph('a word more at the very beginning', a, 1, grown),
    inParagraph('a sentence is cut', c, 3, (text) => sentences(text).toSpliced(1, 1).join(' ')),
    inParagraph('a sentence is added', c, 5, (text) => `${text} Nobody who was there says otherwise.`),
    inParagraph('two sentences change places', b, 2, (text) => {
      const all = sentences(text);
      return [all[1], all[0], ...all.slice(2)].filter((one) => one !== undefined).join(' ');
    }),
    {
      what: `${a}: a paragraph is moved down`,
      apply: (files) =>
        edited(files, fileOf(a), (text) => {
          const [, , moved, , target] = paragraphs(text);
          const without = text.slice(0, moved!.start) + text.slice(moved!.end).replace(/^\n\n/, '');
          const at = target!.end - (moved!.end - moved!.start) - 2;
          return `${without.slice(0, at)}\n\n${moved!.text}${without.slice(at)}`;
        }),
    },
    inParagraph('a paragraph is parted', b, 5, (text) => {
      const all = sentences(text);
      const half = Math.ceil(all.length / 2);
      return `${all.slice(0, half).join(' ')}\n\n${all.slice(half).join(' ')}`.trim();
    }),
    {
      what: `${c}: two paragraphs are joined`,
      apply: (files) =>
        edited(files, fileOf(c), (text) => {
          const [, first] = paragraphs(text);
          return `${text.slice(0, first!.end)} ${text.slice(first!.end).replace(/^\s+/, '')}`;
        }),
    },
    inParagraph('typographic quotation marks become straight ones', c, 4, (text) =>
      grown(text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'")),
    ),
    inParagraph(
      'a new first paragraph',
      b,
      1,
      (text) =>
        `What follows was written in haste, and it shows here and there; the reader will forgive what the writer could not mend.\n\n${text}`,
    ),
    {
      what: `${a}: a new title`,
      apply: (files) =>
        edited(files, fileOf(a), (text) => text.replace(/^title: .*$/m, 'title: Another Title')),
    },
    inParagraph(
      'a footnote of the author’s',
      c,
      2,
      (text) => `${text}[^new]\n\n[^new]: As the author remembered it.`,
    ),
    annotations('a word of a note', (text) => text.replace(/^( +)(note: >-\n +)(\w)/m, '$1$2Indeed: $3')),
    annotations('a word of the last note', (text) =>
      text.replace(/( +note: >-\n +)(?![\s\S]*? note: >-)/, '$1Besides: '),
    ),
    annotations('a term is added', (text) =>
      text.replace(
        /^glossary:\n/m,
        'glossary:\n  - { term: comrade, definition: A word that was once warm. }\n',
      ),
    ),
    annotations('another spelling of it', (text) =>
      text.replace('term: comrade,', 'term: comrade, forms: [comrades],'),
    ),
    annotations('an event is added', (text) =>
      text.replace(/^chronology:\n/m, 'chronology:\n  - { date: 1936-07-18, event: War in Spain. }\n'),
    ),
    annotations('a remark that says nothing', (text) => `# To do: the index.\n${text}`),
    annotations('a note that quotes what nobody wrote', (text) =>
      text.replace(
        /^notes:\n/m,
        `notes:\n  - { reading: ${b}, quote: zebras in a printing shop, note: Lost. }\n`,
      ),
    ),
    annotations('… is taken out again', (text) =>
      text.replace(/^ {2}- \{ reading: \S+, quote: zebras.*\n/m, ''),
    ),
    annotations('another subtitle', (text) =>
      text.replace(/^ {2}subtitle: .*$/m, '  subtitle: A Reader with Notes'),
    ),
    annotations('another page', (text) => text.replace(/page: letter/, 'page: a4')),
    annotations('notes numbered through the book', (text) =>
      text.replace(/^( +)formats: \[epub, pdf\]$/m, '$&\n$1numbering: book'),
    ),
    {
      what: `${c} is renamed`,
      apply: (files) => {
        files.set(fileOf(`${c}-renamed`), files.get(fileOf(c))!);
        files.delete(fileOf(c));
        edited(files, 'annotations.yml', (text) =>
          text.replace(new RegExp(`(?<=[\\s:[(,])${c}(?=[\\s,\\])#])`, 'g'), `${c}-renamed`),
        );
      },
    },
    file('templates/print.css', 'blockquote { font-style: italic }\n'),
    file(
      'templates/half-title.hbs',
      '<section id="{{page.id}}" class="half-title"><p>{{book.title}}</p></section>\n',
    ),
    file('templates/words.yml', 'en: { contents: What is in it }\n'),
    {
      what: `${a}: a paragraph is cut, with the notes on it`,
      apply: (files) =>
        edited(files, fileOf(a), (text) => {
          const [, , , cut] = paragraphs(text);
          return text.slice(0, cut!.start) + text.slice(cut!.end).replace(/^\s+/, '');
        }),
    },
  ];
}

/** Readings that the thirty edits can be done to. */
export function editable(files: Files): string[] {
  return [...files]
    .filter(([path, text]) => /^corpus\/[^/]+\.md$/.test(path) && paragraphs(text).length >= 6)
    .map(([path]) => path.slice('corpus/'.length, -'.md'.length))
    .filter((id) => new RegExp(`reading: ${id}\\b`).test(files.get('annotations.yml')!));
}
