import type { Book, BookPart, Chapter, NoteGroup, Permission } from '../apparatus/book.js';
import { direction } from '../direction.js';
import type { Words } from '../words.js';
import { matterType } from './matter-type.js';
import type { PageKind, RenderedPage } from './rendered.js';

/** A page that a book has, before its template is run. */
export interface PlannedPage extends Omit<RenderedPage, 'tree' | 'facts' | 'key'> {
  type: string | undefined;
  role: string | undefined;
  chapter?: Chapter;
  part?: BookPart;
}

type Matter = RenderedPage['matter'];

/** Semantics of the pages that stand for themselves. DPUB-ARIA has no role for the first four. */
const TYPES: Partial<Record<PageKind, { type: string; role?: string }>> = {
  'half-title': { type: 'halftitlepage' },
  'title-page': { type: 'titlepage' },
  imprint: { type: 'copyright-page' },
  contents: { type: 'toc', role: 'doc-toc' },
  chronology: { type: 'appendix', role: 'doc-appendix' },
  endnotes: { type: 'endnotes', role: 'doc-endnotes' },
  glossary: { type: 'glossary', role: 'doc-glossary' },
  permissions: { type: 'credits', role: 'doc-credits' },
  index: { type: 'index', role: 'doc-index' },
  colophon: { type: 'colophon', role: 'doc-colophon' },
};

/**
 * The pages of a book in reading order: front matter, the body with a page for each part that has a title, back
 * matter. What would be empty is left out.
 */
export function planPages(book: Book, words: Words): PlannedPage[] {
  const { language } = book.anthology;
  const files = new FileNames();
  const own = (kind: PageKind, matter: Matter, level: 0 | 1): PlannedPage => ({
    id: kind,
    file: `${kind === 'contents' ? 'toc' : kind}.xhtml`,
    kind,
    matter,
    level,
    title: words.say(kind),
    lang: language,
    dir: direction(language),
    type: TYPES[kind]?.type,
    role: TYPES[kind]?.role,
  });
  const chapter = (chapter: Chapter, kind: 'front' | 'reading' | 'back', level: 1 | 2): PlannedPage => ({
    id: chapter.id,
    file: files.take(chapter.slug),
    kind,
    matter: kind === 'reading' ? 'body' : kind,
    level,
    title: chapter.title.plain,
    lang: chapter.lang,
    dir: chapter.dir,
    ...(kind === 'reading' ? { type: 'chapter', role: 'doc-chapter' } : matterType(chapter.reading.id)),
    chapter,
  });
  const opening: PlannedPage[] = [
    own('half-title', 'front', 0),
    own('title-page', 'front', 0),
    own('imprint', 'front', 0),
    own('contents', 'front', 0),
  ];
  const chapters = [...book.front, ...book.parts.flatMap((part) => part.chapters), ...book.back];
  const closing: PlannedPage[] = [];
  if (book.chronology.length > 0) closing.push(own('chronology', 'back', 1));
  if (chapters.some(({ notes }) => notes.some((group) => standsAtBack(group) && group.notes.length > 0)))
    closing.push(own('endnotes', 'back', 1));
  if (book.glossary.length > 0) closing.push(own('glossary', 'back', 1));
  if (listedPermissions(book).length > 0) closing.push(own('permissions', 'back', 1));
  if (book.index.some((group) => group.entries.length > 0)) closing.push(own('index', 'back', 1));
  closing.push(own('colophon', 'back', 0));
  return [
    ...opening,
    ...book.front.map((c) => chapter(c, 'front', 1)),
    ...book.parts.flatMap((part) => [
      ...(part.title ? [partPage(part, book, files)] : []),
      ...part.chapters.map((c) => chapter(c, 'reading', part.title ? 2 : 1)),
    ]),
    ...book.back.map((c) => chapter(c, 'back', 1)),
    ...closing,
  ];
}

/** Whether notes stand behind the readings rather than with theirs. */
export function standsAtBack({ placement }: NoteGroup): boolean {
  return placement === 'back';
}

/** The permissions that are listed: all of them where the edition asks for extent, else those that say something. */
export function listedPermissions({ edition, permissions }: Book): Permission[] {
  if (edition.permissions === 'full') return permissions;
  return permissions.filter(
    ({ source, rights, url, rightsHolders }) => source || rights || url || rightsHolders.length > 0,
  );
}

function partPage(part: BookPart, book: Book, files: FileNames): PlannedPage {
  const id = part.id ?? `part-${part.number ?? 1}`;
  return {
    id,
    file: files.take(id),
    kind: 'part',
    matter: 'body',
    level: 1,
    title: part.title!.plain,
    lang: book.anthology.language,
    dir: direction(book.anthology.language),
    type: 'part',
    role: 'doc-part',
    part,
  };
}

/** Gives each chapter and part a file name that no other page has, also where letters of either case are the same file. */
class FileNames {
  readonly #taken = new Set(['cover', 'toc', ...Object.keys(TYPES)]);

  take(wanted: string): string {
    const name = wanted.replace(/[^\w.-]/g, '-') || 'page';
    let free = name;
    for (let n = 2; this.#taken.has(free.toLowerCase()); n++) free = `${name}-${n}`;
    this.#taken.add(free.toLowerCase());
    return `${free}.xhtml`;
  }
}
