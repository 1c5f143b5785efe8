import type { RenderedBook, RenderedPage } from '../render/rendered.js';
import { type Accessibility, accessibility, type Pictures } from './accessibility.js';
import { chapterContributors, contributors } from './contributors.js';
import type { ContentDocument } from './document.js';
import { type Landmark, landmarks, type NavigationPoint, navigationPoints } from './navigation.js';
import type { ListedPage } from './page-breaks.js';

/** A file of the EPUB that is not a content document. */
export interface Resource {
  path: string;
  mediaType: string;
  bytes: Uint8Array;
  properties?: string;
}

/** What the templates in `templates/epub/` are given; `docs/templates.md` describes it. */
export interface PackageData {
  book: object;
  modified: string;
  creators: object[];
  contributors: object[];
  readings: object[];
  items: { id: string; href: string; mediaType: string; properties: string | undefined }[];
  spine: string[];
  direction: 'ltr' | 'rtl' | undefined;
  cover: string | undefined;
  accessibility: Accessibility;
  pageSource: string | undefined;
  points: NavigationPoint[];
  depth: number;
  landmarks: Landmark[];
  guide: { type: string; title: string; file: string }[];
  pages: readonly ListedPage[];
}

export function packageData(options: {
  rendered: RenderedBook;
  pages: readonly RenderedPage[];
  documents: readonly Pick<ContentDocument, 'file' | 'properties'>[];
  resources: readonly Resource[];
  pictures: Pictures;
  breaks: readonly ListedPage[];
  date: Date;
}): PackageData {
  const { rendered, pages, documents, resources, breaks } = options;
  const { anthology, edition } = rendered.book;
  const people = contributors(rendered.book).map((person, index) => ({
    ...person,
    id: `person-${index + 1}`,
    sequence: index + 1,
  }));
  const itemId = (file: string) => `item-${file.replace(/[^\w.-]/g, '-')}`;
  const points = navigationPoints(pages);
  const marks = landmarks(rendered, pages);
  const languages = new Set([anthology.language, ...pages.map((page) => page.lang)]);
  return {
    book: {
      identifier: edition.identifier,
      title: anthology.title,
      subtitle: anthology.subtitle,
      language: anthology.language,
      languages: [...languages],
      date: anthology.date,
      publisher: anthology.publisher,
      rights: anthology.rights,
      description: anthology.description,
      subjects: anthology.subjects,
    },
    modified: options.date.toISOString().replace(/\.\d+Z$/, 'Z'),
    creators: people.filter((person) => person.roles.some((role) => role !== 'trl')),
    contributors: people.filter((person) => person.roles.every((role) => role === 'trl')),
    readings: chaptersOf(rendered).flatMap((chapter) => {
      const page = pages.find(({ id }) => id === chapter.id);
      if (!page) return [];
      const item = itemId(page.file);
      return {
        item,
        title: chapter.title.plain,
        subtitle: chapter.subtitle?.plain,
        language: chapter.lang,
        people: chapterContributors(chapter).map((person, index) => ({
          ...person,
          id: `${item}-${index + 1}`,
        })),
      };
    }),
    items: [
      ...documents.map(({ file, properties }) => ({
        id: itemId(file),
        href: file,
        mediaType: 'application/xhtml+xml',
        properties: properties.join(' ') || undefined,
      })),
      ...resources.map(({ path, mediaType, properties }) => ({
        id: itemId(path),
        href: path,
        mediaType,
        properties,
      })),
    ],
    spine: documents.map(({ file }) => itemId(file)),
    direction: rendered.pages.find((page) => page.kind === 'contents')?.dir === 'rtl' ? 'rtl' : undefined,
    cover: resources
      .filter(({ properties }) => properties === 'cover-image')
      .map(({ path }) => itemId(path))[0],
    accessibility: accessibility(rendered, options.pictures, breaks.length > 0),
    pageSource: breaks.length > 0 ? edition.identifier : undefined,
    points,
    depth: points.some((point) => point.points.length > 0) ? 2 : 1,
    landmarks: marks,
    guide: marks.flatMap(({ type, title, file }) => {
      const legacy = GUIDE[type];
      return legacy ? { type: legacy, title, file } : [];
    }),
    pages: breaks,
  };
}

/** The reference types of EPUB 2's guide, which Kindle still reads. */
const GUIDE: Record<string, string> = {
  cover: 'cover',
  titlepage: 'title-page',
  toc: 'toc',
  bodymatter: 'text',
  endnotes: 'notes',
  glossary: 'glossary',
  index: 'index',
  'copyright-page': 'copyright-page',
  colophon: 'colophon',
};

function chaptersOf({ book }: RenderedBook) {
  return [...book.front, ...book.parts.flatMap((part) => part.chapters), ...book.back];
}
