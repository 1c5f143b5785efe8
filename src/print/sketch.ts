import type { Element } from 'hast';
import { digest } from '../cache/digest.js';
import type { Memo } from '../cache/memo.js';
import type { RenderedPage } from '../render/rendered.js';
import { idOf, internalTarget, isNoteReference } from '../typeset/page/element-roles.js';
import { shellOf } from './partial.js';

/**
 * What the rest of a book needs to know of a child of the body before that is set: plain values. It is kept, so that the
 * tree of a page that is as it was need not be there.
 */
export interface Sketch {
  shell: Element;
  /** A name that only the same tree has. */
  name: string;
  /** The ids of its elements. */
  ids: string[];
  /** Ids that its links lead to, and those of them that its calls of notes do. */
  targets: string[];
  notes: string[];
  /** What its images show: `img[src]`, each once, in order. */
  images: string[];
  /** The length of its text, in characters. */
  length: number;
  /** How many texts it has, and how many of its page's stand before it. */
  texts: number;
  textsBefore: number;
}

/** A sketch of each element of a page, in order. */
export function sketchesOf(page: RenderedPage, memo: Memo): Sketch[] {
  const make = () => {
    const sketches: Sketch[] = [];
    let before = 0;
    for (const child of page.tree.children)
      if (child.type === 'text') before++;
      else if (child.type === 'element') {
        const sketch = sketchOf(child, before);
        before += sketch.texts;
        sketches.push(sketch);
      }
    return sketches;
  };
  return page.key ? memo.remember('sketch', [page.key], make) : make();
}

/** @param textsBefore see `Sketch` */
export function sketchOf(root: Element, textsBefore = 0): Sketch {
  const ids = new Set<string>();
  const targets = new Set<string>();
  const notes = new Set<string>();
  const images = new Set<string>();
  let length = 0;
  let texts = 0;
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    const { tagName, properties, children } = element;
    const id = idOf(element);
    if (id !== undefined) ids.add(id);
    const target = tagName === 'a' ? internalTarget(element) : undefined;
    if (target !== undefined) {
      targets.add(target);
      if (isNoteReference(element)) notes.add(target);
    }
    if (tagName === 'img') images.add(String(properties.src ?? ''));
    for (const child of children)
      if (child.type === 'element') open.push(child);
      else if (child.type === 'text') {
        length += child.value.length;
        texts++;
      }
  }
  return {
    shell: shellOf(root),
    name: digest(root),
    ids: [...ids],
    targets: [...targets],
    notes: [...notes],
    images: [...images].sort(),
    length,
    texts,
    textsBefore,
  };
}
