import { XmlDocument } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import { linear } from '../../src/epub/linear-queries.js';

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
