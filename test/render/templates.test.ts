import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { serialise } from '../../src/epub/serialise.js';
import { book, chapter, fullBook } from '../support/book.js';
import { PNG } from '../support/picture.js';
import { renderBook } from '../support/render.js';

/** A page of a book rendered with a project's own templates. */
function page(kind: string, own: Record<string, string> = {}, of = fullBook()): string {
  const { value, diagnostics } = renderBook(of, own);
  expect(diagnostics.filter(isFault)).toEqual([]);
  return serialise(value.pages.find((each) => each.kind === kind)!.tree);
}

/** `code file line:column`, what each diagnostic comes down to. */
function problems(own: Record<string, string>, of = book()): string[] {
  return renderBook(of, own).diagnostics.filter(isFault).map(said);
}

function said({ code, file, range }: Diagnostic): string {
  return `${code} ${file} ${range?.start.line}:${range?.start.column}`;
}

/** Templates of one line, as tests have them, leave out the text of their reading. */
function isFault({ code }: Diagnostic): boolean {
  return code !== 'template-omits';
}

test('a mistake in a partial is told once, not again by each template that calls it', () => {
  expect(problems({ 'partials/byline.hbs': '{{nohelper "x"}}' })).toEqual([
    'template-unknown-name templates/partials/byline.hbs 1:3',
  ]);
});

test('a book of one reading says so in its colophon', () => {
  expect(page('colophon', {}, book())).toContain('1 reading, ');
});

test('the page that opens a part lists its readings, with those of their authors who are not the editors', () => {
  const whole = fullBook();
  whole.parts[0]!.chapters[1]!.authors = [...whole.anthology.editors];
  const html = page('part', {}, whole);
  expect(html).toMatch(/The Orchard<\/a> <span class="part-author">Clara Voss and Jean de la Haye<\/span>/);
  expect(html).toMatch(/lang="fr"[^>]*><a [^>]*>Le Verger<\/a><\/p>/);
});

test('by-lines and the contents name the editors where they wrote a reading, not where they introduce the book', () => {
  const whole = fullBook();
  const { editors } = whole.anthology;
  for (const each of [whole.front[0]!, whole.parts[0]!.chapters[1]!]) each.authors = [...editors];
  const byline = /class="byline"/;
  expect(page('front', {}, whole)).not.toMatch(byline);
  expect(page('reading', {}, whole)).toMatch(byline);
  const contents = page('contents', {}, whole);
  expect(contents).toContain('<span class="toc-author">Clara Voss and Jean de la Haye</span>');
  expect(contents).not.toContain(editors[0]);
  whole.front[0]!.authors = ['Mara Quint'];
  expect(page('front', {}, whole)).toMatch(byline);
});

describe('a mistake in a template has a code, a file and a place', () => {
  test.each<[string, string, string]>([
    // Handlebars
    ['a block that is not closed', '<p>\n{{#if title}}', 'template-syntax templates/reading.hbs 2:1'],
    [
      'a block closed by another',
      '<p>\n{{#if title}}{{/each}}</p>',
      'template-syntax templates/reading.hbs 2:1',
    ],
    ['an empty expression', '<p>\n{{}}</p>', 'template-syntax templates/reading.hbs 2:1'],
    ['an expression that is not closed', '<p>{{title</p>', 'template-syntax templates/reading.hbs 1:1'],
    // Names
    ['an unknown variable', '<p>\n  {{titel}}</p>', 'template-unknown-name templates/reading.hbs 2:5'],
    [
      'an unknown part of a variable',
      '<p>{{book.titel}}</p>',
      'template-unknown-name templates/reading.hbs 1:6',
    ],
    [
      'an unknown variable in a condition',
      '<p>{{#if titel}}x{{/if}}</p>',
      'template-unknown-name templates/reading.hbs 1:10',
    ],
    [
      'an unknown variable in a loop',
      '<p>{{#each titles}}x{{/each}}</p>',
      'template-unknown-name templates/reading.hbs 1:12',
    ],
    [
      'an unknown variable as an argument',
      '<p>{{names (lookup this autors)}}</p>',
      'template-unknown-name templates/reading.hbs 1:25',
    ],
    [
      'an unknown variable above',
      '<p>{{#each authors}}{{../titel}}{{/each}}</p>',
      'template-unknown-name templates/reading.hbs 1:23',
    ],
    [
      'an unknown data variable',
      '<p>{{#each authors}}{{@indx}}{{/each}}</p>',
      'template-unknown-name templates/reading.hbs 1:23',
    ],
    ['a part of a text', '<p>{{id.first}}</p>', 'template-unknown-name templates/reading.hbs 1:6'],
    ['a prototype’s property', '<p>{{constructor}}</p>', 'template-unknown-name templates/reading.hbs 1:6'],
    ['an unknown helper', '<p>{{shout title}}</p>', 'template-unknown-name templates/reading.hbs 1:6'],
    [
      'an unknown helper in a place never reached',
      '<p>{{#if subtitle}}{{shout title}}{{/if}}</p>',
      'template-unknown-name templates/reading.hbs 1:22',
    ],
    [
      'a variable as a block',
      '<p>{{#title}}x{{/title}}</p>',
      'template-unknown-name templates/reading.hbs 1:7',
    ],
    ['an unknown partial', '<p>{{> bylin}}</p>', 'template-unknown-name templates/reading.hbs 1:8'],
    ['an unknown phrase', '<p>{{t "contnts"}}</p>', 'template-unknown-name templates/reading.hbs 1:4'],
    // What helpers refuse
    ['a helper without its block', '<p>{{leading text}}</p>', 'template-failed templates/reading.hbs 1:4'],
    [
      'a helper of another template',
      '<p>{{#fit id}}x{{/fit}}</p>',
      'template-failed templates/reading.hbs 1:4',
    ],
    ['a block without its sign', '<p>{{if title}}x</p>', 'template-failed templates/reading.hbs 1:4'],
    ['a comparison as a block', '<p>{{#eq id "a"}}x{{/eq}}</p>', 'template-failed templates/reading.hbs 1:4'],
    ['a phrase that is not filled in', '<p>{{t "by"}}</p>', 'template-failed templates/reading.hbs 1:4'],
    ['a text as a list', '<p>{{names id}}</p>', 'template-failed templates/reading.hbs 1:4'],
    ['a text as a number', '<p>{{thousands id}}</p>', 'template-failed templates/reading.hbs 1:4'],
    ['too few arguments', '<p>{{#if}}x{{/if}}</p>', 'template-failed templates/reading.hbs 1:4'],
    // Markup
    [
      'an element that is not closed',
      '<div>\n<p>{{title}}\n</div>',
      'template-markup templates/reading.hbs 2:1',
    ],
    ['an element that was never opened', '<div>\n</p></div>', 'template-markup templates/reading.hbs 2:1'],
    [
      'an empty element that is not closed',
      '<div>{{id}}<br>\n</div>',
      'template-markup templates/reading.hbs 1:12',
    ],
    [
      'an element that is not closed, after others of its name',
      '<div>\n<p>a</p><p class="b">{{id}}<p/>\n<p>c</p></div>',
      'template-markup templates/reading.hbs 2:9',
    ],
    ['an attribute without quotes', '<p class=x>a</p>', 'template-markup templates/reading.hbs 1:10'],
    ['an unknown entity', '<p>\n\n&nosuch;</p>', 'template-markup templates/reading.hbs 3:1'],
    ['two elements', '<p>a</p>\n<p>b</p>', 'template-markup templates/reading.hbs 2:1'],
    ['text alone', 'Hello', 'template-markup templates/reading.hbs 1:1'],
    ['nothing', '{{! nothing }}', 'template-markup templates/reading.hbs 1:1'],
  ])('%s', (_name, template, expected) => {
    expect(problems({ 'reading.hbs': template }, fullBook())).toEqual([expected]);
  });

  test.each<[string, string, string[]]>([
    ['the text', '<div>{{> notes}}</div>', ['text of its reading']],
    ['the notes', '<div>{{text}}</div>', ['all of its notes']],
    ['nothing', '<div>{{text}}{{> notes}}</div>', []],
    [
      'all but the label of notes',
      '<div>{{text}}{{#each series}}{{#each notes}}<p id="{{id}}">{{label}}</p>{{/each}}{{/each}}</div>',
      ['all of its notes'],
    ],
  ])('a page that leaves out %s', (_name, template, expected) => {
    const one = book({
      body: [chapter('a', { html: '<p>Text.</p>', notes: [{ id: 'n', label: '1', html: '<p>N.</p>' }] })],
    });
    const { diagnostics } = renderBook(one, { 'reading.hbs': template });
    expect(diagnostics.map(said)).toEqual(expected.map(() => 'template-omits templates/reading.hbs 1:1'));
    for (const [index, what] of expected.entries()) expect(diagnostics[index]!.message).toContain(what);
  });

  test.each<[string, string, string]>([
    ['a script', '<div>\n<script>x</script></div>', '<script>'],
    ['a style', '<div>\n<p style="color: red">x</p></div>', '“style”'],
    ['a handler', '<div>\n<p onclick="x()">x</p></div>', '“onclick”'],
    ['a link to a file', '<div>\n<a href="glossary.xhtml">x</a></div>', '“glossary.xhtml”'],
    ['a drawing', '<div>\n<svg viewBox="0 0 1 1"><path d="M0 0" style="fill: none"/></svg></div>', '<svg>'],
    ['a picture that is not there', '<div>\n<img src="rose.png" alt=""/></div>', '“rose.png”'],
  ])('what no page holds is said: %s', (_name, template, named) => {
    const found = renderBook(book(), { 'reading.hbs': template }).diagnostics.filter(isFault);
    expect(found.map(said)).toEqual(['template-left-out templates/reading.hbs 2:1']);
    expect(found[0]!.message).toContain(named);
  });

  test('a picture beside the templates is shown by its address in the project', () => {
    const own = { 'reading.hbs': '<div>{{text}}<img src="templates/mark.png" alt="Mark"/></div>' };
    const { value, diagnostics } = renderBook(book(), own, { 'mark.png': PNG });
    expect(diagnostics).toEqual([]);
    expect(value.book.images.get('templates/mark.png')).toMatchObject({ width: 4, height: 4 });
    expect(value.pages.find(({ kind }) => kind === 'reading')!.facts.images).toEqual(['templates/mark.png']);
    const [found] = renderBook(
      book(),
      { 'reading.hbs': '<div>{{text}}<img src="mark.png"/></div>' },
      { 'mark.png': PNG },
    ).diagnostics;
    expect(found!.hint).toBe('write src="templates/mark.png"');
  });

  test('a mistake in a partial is in the partial', () => {
    expect(
      problems({ 'partials/byline.hbs': '<p>{{#if authors}}\n{{author}}{{/if}}</p>' }, fullBook()),
    ).toEqual(['template-unknown-name templates/partials/byline.hbs 2:3']);
    expect(problems({ 'partials/byline.hbs': '<p>\n<b>x</p>' })).toEqual([
      'template-markup templates/partials/byline.hbs 2:1',
    ]);
  });

  test('a template that includes itself without end', () => {
    expect(problems({ 'partials/byline.hbs': '<p>{{> byline}}</p>' })).toContain(
      'template-failed templates/partials/byline.hbs 1:1',
    );
  });

  test('a file that no page is made from', () => {
    expect(problems({ 'raeding.hbs': '<p>x</p>' })).toEqual(['template-unused templates/raeding.hbs 1:1']);
    const [found] = renderBook(book(), { 'raeding.hbs': '<p>x</p>' }).diagnostics;
    expect(found!.hint).toContain('reading.hbs');
  });

  test.each([
    ['style.css', 'p { color: red }', 'expected one of: epub.css, print.css'],
    ['word.yml', 'en: {}', 'did you mean “words.yml”?'],
    ['partials/by-line.hbs', '<p>x</p>', 'did you mean “byline”?'],
    ['partials/weather.hbs', '<p>x</p>', 'a template includes it with {{> weather}}'],
  ])('a file that nothing uses: %s', (path, text, hint) => {
    expect(renderBook(book(), { [path]: text }).diagnostics).toMatchObject([
      { code: 'template-unused', file: `templates/${path}`, hint },
    ]);
  });

  test('a partial may be included by others, and by a name that is looked up', () => {
    const own = { 'partials/weather.hbs': '<p>Rain</p>', 'partials/byline.hbs': '{{> weather}}' };
    expect(problems(own)).toEqual([]);
    expect(problems({ ...own, 'partials/byline.hbs': '{{> (lookup this "weather")}}' })).not.toContainEqual(
      expect.stringContaining('template-unused'),
    );
  });

  test('the hint names what is there', () => {
    const [found] = renderBook(book(), { 'reading.hbs': '<p>{{titel}}</p>' }).diagnostics;
    expect(found!.hint).toContain('title');
  });

  test('words that are not YAML, or no mapping', () => {
    expect(problems({ 'words.yml': 'en: {' })[0]).toMatch(/^words-invalid templates\/words\.yml/);
    expect(problems({ 'words.yml': 'en: Contents' })).toEqual(['words-invalid templates/words.yml 1:5']);
  });
});

describe('a project’s own templates', () => {
  test('replace a page, a partial, a phrase', () => {
    expect(
      page('colophon', { 'colophon.hbs': '<section id="colophon"><p>Ours, {{edition.name}}</p></section>' }),
    ).toBe('<section id="colophon"><p>Ours, reader</p></section>');
    expect(page('reading', { 'partials/byline.hbs': '<p class="byline">{{names authors}}</p>' })).toContain(
      '<p class="byline">Clara Voss and Jean de la Haye</p>',
    );
    expect(page('contents', { 'words.yml': 'en: { contents: What is in it }' })).toContain(
      '<h1>What is in it</h1>',
    );
  });

  test('may have partials of their own, inline partials and block parameters', () => {
    const own = {
      'colophon.hbs':
        '<section>{{#*inline "x"}}<b>{{this}}</b>{{/inline}}{{> mine name="A"}}{{#each book.editors as |editor i|}}{{> x editor}}{{i}}{{/each}}</section>',
      'partials/mine.hbs': '<p>{{name}} {{book.title}}</p>',
    };
    expect(page('colophon', own)).toBe(
      '<section><p>A A Garland of Essays</p><b>Ada Lindgren</b>0<b>Bruno Costa</b>1</section>',
    );
  });

  test('are read with stylesheets after the built-in ones', () => {
    const { value } = renderBook(book(), { 'epub.css': 'p { margin: 0 }' });
    expect(value.stylesheets.epub.map(({ path }) => path)).toEqual([
      'florilegium/templates/epub.css',
      'templates/epub.css',
    ]);
  });

  test('the example of docs/templates.md does what it says', () => {
    const guide = readFileSync(new URL('../../docs/templates.md', import.meta.url), 'utf8');
    const example = /```handlebars\n(.*?)```/s.exec(guide)![1]!;
    const words = /```yaml\n(.*?)```/s.exec(guide)![1]!;
    const own = { 'partials/reading-head.hbs': example, 'words.yml': words };
    const reading = page('reading', own);
    expect(reading.indexOf('By Clara Voss')).toBeLessThan(reading.indexOf('The Orchard'));
    expect(reading).toMatch(/<p class="extent">\d+ words<\/p>/);
    expect(reading).toContain('<h2>To talk about</h2>');
  });

  test('every template, partial and helper is in docs/templates.md', () => {
    const guide = readFileSync(new URL('../../docs/templates.md', import.meta.url), 'utf8');
    for (const kind of [
      'half-title',
      'title-page',
      'imprint',
      'contents',
      'part',
      'reading',
      'front',
      'back',
      'glossary',
      'chronology',
      'index',
      'permissions',
      'colophon',
      'cover',
    ])
      expect(guide).toContain(`\`${kind}.hbs\``);
  });
});

describe('trees', () => {
  const own = (template: string) => ({ 'reading.hbs': `<section id="{{page.id}}">${template}</section>` });
  const one = book({
    body: [chapter('a', { title: 'The <em>Cut</em>', html: '<p>One <b>two</b></p><ul><li>x</li></ul>' })],
  });

  test('are printed as they are', () => {
    expect(page('reading', own('<h1>{{title}}</h1>'), one)).toContain('<h1>The <em>Cut</em></h1>');
  });

  test('in a paragraph leave valid markup', () => {
    expect(page('reading', own('<p>{{text}}</p>'), one)).toContain(
      '<p>One <b>two</b></p><ul><li>x</li></ul>',
    );
  });

  test('in an attribute, and through plain, are their text', () => {
    expect(page('reading', own('<p title="{{title}}!">{{plain title}}</p>'), one)).toContain(
      '<p title="The Cut!">The Cut</p>',
    );
  });

  test('can be led by a label', () => {
    expect(page('reading', own('{{#leading text}}<i>3</i> {{/leading}}'), one)).toContain(
      '<p><i>3</i> One <b>two</b></p><ul>',
    );
  });

  test('printed twice say so, where they hold ids', () => {
    const notes = fullBook();
    expect(problems(own('{{text}}{{text}}'), notes)).toContain(
      'template-repeated-id templates/reading.hbs 1:1',
    );
  });
});

test('text is escaped, and what XML cannot hold is left out', () => {
  const odd = book({ title: 'A <b> & "c" \u0001\uFDD00\uFDD1\uD800d' });
  expect(page('half-title', {}, odd)).toContain('A &lt;b&gt; &amp; "c" 0d');
});
