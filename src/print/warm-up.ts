import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Element } from 'hast';
import { PACKAGE_ROOT } from '../manuscript/package-files.js';
import { idsOf } from './elsewhere.js';
import { Press } from './press.js';
import { sketchOf } from './sketch.js';

/**
 * Sets and draws a page that nobody sees, so that fonts, patterns of hyphenation and code are there when the first
 * section comes.
 */
export function warmUp(): void {
  const element = (tagName: string, text: string): Element => ({
    type: 'element',
    tagName,
    properties: {},
    children: [{ type: 'text', value: text }],
  });
  const root: Element = {
    type: 'element',
    tagName: 'section',
    properties: { className: ['reading'] },
    children: [
      element('h1', 'Heading'),
      element('p', 'Typographical considerations notwithstanding. '.repeat(30)),
    ],
  };
  const sketch = sketchOf(root);
  const press = new Press({
    shells: { html: { lang: 'en' }, body: {}, roots: [sketch.shell] },
    sections: [[0]],
    sheets: [{ path: 'print.css', text: readFileSync(join(PACKAGE_ROOT, 'templates/print.css'), 'utf8') }],
    assets: new Map(),
    images: new Map(),
    ids: idsOf([sketch]),
  });
  press.hold(0, { trees: [root] });
  const place = { side: 'right', first: true, name: undefined, nth: 0, breakAsked: undefined } as const;
  press.draw({ section: 0, place, state: undefined, known: undefined });
}
