import { describe, expect, test } from 'vitest';
import type { Memo } from '../../src/cache/memo.js';
import { Source } from '../../src/diagnostics/source.js';
import { checkEpub } from '../../src/epub/check.js';
import { Packer } from '../../src/epub/packer.js';
import { beginEpub, writeEpub } from '../../src/epub/write-epub.js';
import { readBuiltInTemplates } from '../../src/manuscript/package-files.js';
import type { RenderedBook } from '../../src/render/rendered.js';
import type { PageStart } from '../../src/render/text-place.js';
import { eachText } from '../../src/render/walk.js';
import { book, chapter } from '../support/book.js';
import { memory } from '../support/memory.js';
import { render } from '../support/render.js';

const builtIn = await readBuiltInTemplates();
const date = new Date(0);

/** Pages that begin with the words `One`, `Two` and `Three`. */
function starts(rendered: RenderedBook, labels = ['1', '2', '3']): PageStart[] {
  const words = ['One', 'Two', 'Three'];
  return rendered.pages.flatMap(({ id, tree }) => {
    const found: PageStart[] = [];
    let text = 0;
    eachText(tree, ({ value }) => {
      const n = words.findIndex((word) => value.startsWith(word));
      if (n >= 0) found.push({ label: labels[n]!, page: id, text, offset: 0 });
      text++;
    });
    return found;
  });
}

function rendered(own: Record<string, string> = {}, last = 'Three.', memo?: Memo): RenderedBook {
  const of = book({ body: [chapter('a', { html: `<p>One.</p><p>Two.</p><p>${last}</p>` })] });
  const templates = new Map(
    Object.entries(own).map(([path, text]) => [path, new Source(`templates/${path}`, text)]),
  );
  return render(of, { templates, assets: new Map() }, memo).value;
}

/** What a build finds in an EPUB, and what the check finds in the same as it is packed. */
async function findings(of: RenderedBook, pageStarts: PageStart[]) {
  const { value, diagnostics } = await writeEpub(of, { date, pageStarts });
  return { said: diagnostics, found: await checkEpub(value) };
}

const changed = (path: string, from: string | RegExp, to: string) => ({
  [path]: builtIn.get(path)!.text.replace(from, to),
});

describe('what is wrong with an EPUB is said as the check of the packed EPUB says it', () => {
  test.each<[string, Record<string, string>]>([
    ['a stylesheet that sets what it must not', { 'epub.css': 'p { direction: rtl }' }],
    ['a package without a title', changed('epub/package.hbs', /<dc:title id="title">.*<\/dc:title>/, '')],
    ['a heading of the page list without a word', { 'words.yml': 'en:\n  page-list: " "\n' }],
    [
      'a page list of which one label is missing',
      changed('epub/navigation.hbs', '{{label}}', '{{#unless (eq label "2")}}{{label}}{{/unless}}'),
    ],
    [
      'a page target that is not there',
      changed('epub/ncx.hbs', '#{{id}}"/></pageTarget>', '#no"/></pageTarget>'),
    ],
    ['a landmark without a type', changed('epub/navigation.hbs', 'epub:type="{{type}}" ', '')],
  ])('%s', async (_, own) => {
    const of = rendered(own);
    const { said, found } = await findings(of, starts(of));
    expect(found.length).toBeGreaterThan(0);
    expect(said).toEqual(found);
  });

  test('a page without a label that can be read', async () => {
    const of = rendered();
    expect((await findings(of, starts(of))).said).toEqual([]);
    for (const label of [' ', '\x7f']) {
      const { said, found } = await findings(of, starts(of, ['1', label, '3']));
      expect(found.length).toBeGreaterThan(0);
      expect(said).toEqual(found);
    }
  });
});

test('what was found without fault is not checked again, what had one is', async () => {
  const { memo } = memory();
  let checks = 0;
  class Counting extends Packer {
    override begin(...[draft, texts, trial]: Parameters<Packer['begin']>): void {
      if (trial) checks++;
      super.begin(draft, texts, trial);
    }
    override pack(order: Parameters<Packer['pack']>[0]): ReturnType<Packer['pack']> {
      if (order.check) checks++;
      return super.pack(order);
    }
  }
  const run = async (own: Record<string, string>, last: string) => {
    checks = 0;
    const of = rendered(own, last, memo);
    const { packed } = await (await beginEpub(of, date, new Counting(), memo)).write(starts(of));
    return { codes: (await packed).diagnostics.map(({ code }) => code), checks };
  };
  const sound = { codes: [], checks: 1 };
  const known = { codes: [], checks: 0 };
  expect(await run({}, 'Three.')).toEqual(sound);
  expect(await run({}, 'Three, and then four.')).toEqual(known);
  expect(await run({}, 'Three <em>and</em> four.')).toEqual(sound);

  const own = changed('epub/navigation.hbs', 'hidden="hidden"', 'hidden=""');
  expect(await run(own, 'Three.')).toEqual(sound);
  expect(await run(own, 'Three, and then four.')).toEqual(known);

  const wrong = { 'epub.css': 'p { direction: rtl }' };
  for (const last of ['Three.', 'Three, and then four.'])
    expect(await run(wrong, last)).toEqual({ codes: ['epub-invalid'], checks: 1 });
});

test('documents that are as they were are neither brought nor packed again', async () => {
  const { memo } = memory();
  const orders: Parameters<Packer['pack']>[0][] = [];
  class Noting extends Packer {
    override pack(order: Parameters<Packer['pack']>[0]): ReturnType<Packer['pack']> {
      orders.push(order);
      return super.pack(order);
    }
  }
  const run = async (last: string) => {
    const of = rendered({}, last, memo);
    const { packed } = await (await beginEpub(of, date, new Noting(), memo)).write(starts(of));
    return (await packed).value;
  };
  await run('Three.');
  const made = await run('Three, and then four.');
  const edited = rendered({}, 'Three, and then four.');
  expect(made).toEqual((await writeEpub(edited, { date, pageStarts: starts(edited) })).value);
  const { texts, known } = orders[1]!;
  // The colophon says how many words there are; the cover’s page is made for the EPUB alone.
  expect([...texts!.keys()]).toEqual(['cover.xhtml', 'a.xhtml', 'colophon.xhtml']);
  expect([...known!.keys()]).toEqual(expect.arrayContaining(['title-page.xhtml', 'imprint.xhtml']));
});
