import type { PageKind, RenderedBook, RenderedPage } from '../render/rendered.js';

/** An entry of the contents, for the NCX. */
export interface NavigationPoint {
  id: string;
  title: string;
  file: string;
  points: NavigationPoint[];
}

export interface Landmark {
  /** An `epub:type`, used once. */
  type: string;
  title: string;
  /** The id of a page. */
  id: string;
  file: string;
}

/** The contents in spine order, readings under their parts. */
export function navigationPoints(pages: readonly RenderedPage[]): NavigationPoint[] {
  const points: NavigationPoint[] = [];
  for (const { id, title, file, level } of pages) {
    if (level === 0) continue;
    const point = { id, title, file, points: [] };
    const above = points.at(-1);
    if (level === 2 && above) above.points.push(point);
    else points.push(point);
  }
  return points;
}

/** Page kinds that are landmarks of their own, with their types. */
const LANDMARKS: Partial<Record<PageKind, string>> = {
  cover: 'cover',
  'title-page': 'titlepage',
  imprint: 'copyright-page',
  contents: 'toc',
  endnotes: 'endnotes',
  glossary: 'glossary',
  index: 'index',
  colophon: 'colophon',
};

/** The places that a reading system offers to jump to: each type once, in spine order. */
export function landmarks(rendered: RenderedBook, pages: readonly RenderedPage[]): Landmark[] {
  const found: Landmark[] = [];
  const add = (type: string, title: string, { id, file }: RenderedPage) => {
    if (!found.some((landmark) => landmark.type === type)) found.push({ type, title, id, file });
  };
  for (const page of pages) {
    const type = LANDMARKS[page.kind];
    if (type) add(type, page.title, page);
    else if (page.matter === 'body') add('bodymatter', rendered.words.say('start'), page);
  }
  return found;
}
