import { XmlDocument, XmlXPath } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import { askQuickly, linear, namesAsked, namesIn } from '../../src/epub/quick-queries.js';

const NAMESPACES = { html: 'http://www.w3.org/1999/xhtml' };
const DOCUMENT = `<html xmlns="${NAMESPACES.html}"><body><p><a>1<b>2</b><a id="in">3</a></a><a href="x">4</a></p>
<header><header class="c"><footer/></header></header><a><video controls=""/><input type="text"/><input type="hidden"/></a></body></html>`;

test.each([
  './/html:a//html:a',
  './/html:a//html:b',
  './/html:p//html:a',
  './/html:header//html:header',
  './/html:header//html:footer',
  ".//html:a//html:input[not(@type='hidden')]",
  './/html:a//html:video[@controls]',
  './/html:a//html:video[@id]',
])('%s is asked otherwise, and finds the same', (path) => {
  const document = XmlDocument.fromString(DOCUMENT);
  try {
    const found = (asked: string) =>
      document.root.find(asked, NAMESPACES).map((node) => `${node.line} ${node.toString()}`);
    expect(linear(path)).not.toBe(path);
    expect(found(linear(path))).toEqual(found(path));
  } finally {
    document.dispose();
  }
});

test.each(['.//html:a', './/html:a|.//html:b', './/html:a/html:b', './/html:a//html:b/html:c'])(
  '%s is left as it is',
  (path) => {
    expect(linear(path)).toBe(path);
  },
);

test.each([
  ['.//html:a', ['a']],
  ['./html:ol', ['ol']],
  ['.//*[@epub:type]', ['type']],
  ['.//html:*[@usemap]', ['usemap']],
  ['.//html:head/html:meta[@name]', ['head', 'meta', 'name']],
  ['.//html:a//html:button', ['a', 'button']],
  // Found also where one of their names does not occur, or not understood.
  ['.//html:section|.//html:article', []],
  ['.//*[@onclick or @onload]', []],
  [".//html:input[@type='hidden']", []],
  ['.//*', []],
  ['ancestor::html:a', []],
])('%s asks for %j', (path, names) => {
  expect(namesAsked(path)).toEqual(names);
});

test('names are those of elements and attributes, wherever a tag has its line ends', () => {
  const names = namesIn(`<a\n  x = "1"\n\ty='<b z="">'><svg:rect xlink:href="#"/></a>`)!;
  for (const name of ['a', 'x', 'y', 'rect', 'href']) expect(names).toContain(name);
  expect(names).not.toContain('svg');
  expect(namesIn('<!DOCTYPE a [<!ATTLIST a b CDATA "1">]><a/>')).toBeUndefined();
});

test('a document that is asked quickly gives the same answers', async () => {
  await askQuickly();
  const document = XmlDocument.fromString(DOCUMENT);
  try {
    const { root } = document;
    for (const path of [
      './/html:a',
      './/html:header/html:header',
      './/html:p//html:video',
      './/*[@href]',
      './/*[@hidden]',
      './/html:table',
      './/html:table//html:a',
      './html:body',
      './html:a',
      './/html:table|.//html:footer',
    ]) {
      // A compiled path is asked as it is.
      const compiled = XmlXPath.compile(path, NAMESPACES);
      const [found, first] = [root.find(compiled), root.get(compiled)];
      expect(root.find(path, NAMESPACES).map(String)).toEqual(found.map(String));
      expect(String(root.get(path, NAMESPACES))).toBe(String(first));
      compiled.dispose();
    }
  } finally {
    document.dispose();
  }
});
