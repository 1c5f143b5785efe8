import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drawPages } from './draw.js';
import { setText } from './set.js';

/**
 * The layout tests: files of cases, each a name, a stylesheet, a text (see `set.ts`), and the pages that come of them
 * (see `draw.ts`), with the codes of the diagnostics before them if there are any:
 *
 *     == A line keeps its note
 *     @page { size: 12pt 4pt }
 *     --
 *     <p>One two{1} three.
 *     {1} A note.
 *     --
 *     [1]
 *     |One two1    |
 *     …
 *
 * To add a case, write its first two parts and run `UPDATE=1 npx vitest run test/typeset/page/layouts.test.ts`; then
 * read what was written as carefully as if you had written it: it is what the case demands from then on.
 */
interface Case {
  name: string;
  css: string;
  text: string;
  pages: string;
}

const FOLDER = new URL('./cases/', import.meta.url);

function read(file: string): Case[] {
  const source = readFileSync(new URL(file, FOLDER), 'utf8');
  return source
    .split(/^== /m)
    .slice(1)
    .map((part) => {
      const [head = '', text = '', pages = ''] = part.split(/^--\n/m);
      const [name = '', ...css] = head.split('\n');
      return { name, css: css.join('\n'), text, pages: pages.trim() };
    });
}

function set({ css, text }: Case): string {
  const { value, diagnostics } = setText(text, css);
  const codes = diagnostics.map(({ code }) => `! ${code}\n`).join('');
  return codes + drawPages(value);
}

for (const file of readdirSync(FOLDER).sort()) {
  const cases = read(file);
  if (process.env.UPDATE) {
    const written = cases.map((item) => {
      const pages = item.pages === '' || process.env.UPDATE === 'all' ? set(item) : item.pages;
      return `== ${item.name}\n${item.css}--\n${item.text}--\n${pages}\n`;
    });
    writeFileSync(new URL(file, FOLDER), written.join('\n'));
  }
  describe(file.replace('.layout', ''), () => {
    test.each(read(file))('$name', (item) => {
      expect(set(item)).toBe(item.pages);
    });
  });
}
