import type { Element, Root } from 'hast';
import { eachElement } from './walk.js';

/** What is asked of a page again and again, so that its tree need not be looked at: plain values. */
export interface PageFacts {
  /** Its ids in their order. */
  ids: string[];
  /** What its images show: each `img[src]` once, in their order. */
  images: string[];
  /** Whether there is a picture in it. */
  pictures: boolean;
  /** Whether each picture has a text that stands for it. */
  described: boolean;
}

export function factsOf(tree: Root): PageFacts {
  const ids: string[] = [];
  const images = new Set<string>();
  let pictures = false;
  let described = true;
  eachElement(tree, (element) => {
    const { tagName, properties } = element;
    if (typeof properties.id === 'string') ids.push(properties.id);
    if (!isPicture(element)) return;
    pictures = true;
    described &&= isDescribed(element);
    if (tagName === 'img' && typeof properties.src === 'string') images.add(properties.src);
  });
  return { ids, images: [...images], pictures, described };
}

function isPicture({ tagName }: Element): boolean {
  return tagName === 'img' || tagName === 'svg';
}

/** An empty alternative text says that there is nothing to describe; a drawing has none. */
function isDescribed({ tagName, properties: { alt } }: Element): boolean {
  return tagName === 'img' && typeof alt === 'string' && alt !== '';
}
