import type { Element, Root } from 'hast';
import { digest } from '../cache/digest.js';
import { eachElement, eachText } from './walk.js';

/** What is asked of a page again and again, so that its tree need not be looked at: plain values. */
export interface PageFacts {
  /** Its ids in their order. */
  ids: string[];
  /** The ids that its links lead to, each once, in their order. */
  links: string[];
  /** What its images show: each `img[src]` once, in their order. */
  images: string[];
  /** Whether there is a picture in it that says something: an ornament does not. */
  pictures: boolean;
  /** Whether each such picture has a text that stands for it. */
  described: boolean;
  /** A name that only pages with the same words have, parted into the same texts. */
  words: string;
}

export function factsOf(tree: Root): PageFacts {
  const ids: string[] = [];
  const links = new Set<string>();
  const images = new Set<string>();
  let pictures = false;
  let described = true;
  eachElement(tree, (element) => {
    const { tagName, properties } = element;
    if (typeof properties.id === 'string') ids.push(properties.id);
    const { href } = properties;
    if (tagName === 'a' && typeof href === 'string' && href.startsWith('#')) links.add(href.slice(1));
    if (!isPicture(element)) return;
    if (tagName === 'img' && typeof properties.src === 'string') images.add(properties.src);
    if (isOrnament(element)) return;
    pictures = true;
    described &&= isDescribed(element);
  });
  return { ids, links: [...links], images: [...images], pictures, described, words: wordsOf(tree) };
}

function isPicture({ tagName }: Element): boolean {
  return tagName === 'img' || tagName === 'svg';
}

/** Whether a picture says of itself that there is nothing to describe. */
function isOrnament({ properties: { role, ariaHidden } }: Element): boolean {
  return [role].flat().some((name) => name === 'presentation' || name === 'none') || ariaHidden === 'true';
}

function isDescribed({ tagName, properties: { alt, ariaLabel }, children }: Element): boolean {
  if (tagName === 'img') return typeof alt === 'string' && alt !== '';
  return (
    (typeof ariaLabel === 'string' && ariaLabel !== '') ||
    children.some((child) => child.type === 'element' && child.tagName === 'title')
  );
}

/** Stands in no text. */
const PARTED = '\0';

function wordsOf(tree: Root): string {
  const values: string[] = [];
  eachText(tree, ({ value }) => values.push(value));
  return digest(values.join(PARTED));
}
