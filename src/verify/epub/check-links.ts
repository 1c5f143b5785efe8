import { posix } from 'node:path';
import type { XmlElement } from '@rgrove/parse-xml';
import type { Report } from '../report.js';
import type { EpubDocument, EpubFile } from './epub-file.js';
import { elementsOf, has } from './xhtml.js';

/** An element by its place: `path#id`. */
type Places = Map<string, XmlElement>;

/** Ids, links, notes both ways, and the page list. */
export function checkEpubLinks(epub: EpubFile, report: Report): void {
  const places = findIds(epub, report);
  for (const document of epub.documents.values())
    for (const element of elementsOf(document.root)) {
      const target = internalTarget(document, element);
      if (target === undefined) continue;
      const alive = places.has(target) || (!target.includes('#') && epub.documents.has(target));
      report.expect('epub-links', alive, () => `${document.path}: ${element.attributes.href} leads nowhere`);
    }
  checkNotes(epub, places, report);
  checkPageList(epub, places, report);
}

function findIds(epub: EpubFile, report: Report): Places {
  const places: Places = new Map();
  for (const { path, root } of epub.documents.values())
    for (const element of elementsOf(root)) {
      const { id } = element.attributes;
      if (id === undefined) continue;
      const place = `${path}#${id}`;
      report.expect('epub-ids', !places.has(place), () => `${path}: the id “${id}” stands twice`);
      places.set(place, element);
    }
  return places;
}

/** Where a link inside the book leads: `path#id` or `path`. */
function internalTarget(document: EpubDocument, element: XmlElement): string | undefined {
  const { href } = element.attributes;
  if (element.name !== 'a' || href === undefined || /^[a-z][a-z0-9+.-]*:/i.test(href)) return undefined;
  const [path = '', id] = href.split('#');
  const file =
    path === '' ? document.path : posix.join(posix.dirname(document.path), decodeURIComponent(path));
  return id === undefined ? file : `${file}#${decodeURIComponent(id)}`;
}

function checkNotes(epub: EpubFile, places: Places, report: Report): void {
  const calls = new Map<string, string[]>();
  const notes: { document: EpubDocument; note: XmlElement }[] = [];
  for (const document of epub.documents.values())
    for (const element of elementsOf(document.root)) {
      if (has(element, 'footnote') || has(element, 'endnote')) notes.push({ document, note: element });
      if (!has(element, 'noteref')) continue;
      const target = internalTarget(document, element);
      const note = target === undefined ? undefined : places.get(target);
      const right = note !== undefined && (has(note, 'footnote') || has(note, 'endnote'));
      report.expect('epub-notes', right, () => `${document.path}: the call ${element.text} leads to no note`);
      if (target === undefined) continue;
      const list = calls.get(target) ?? [];
      list.push(`${document.path}#${element.attributes.id ?? ''}`);
      calls.set(target, list);
    }
  for (const { document, note } of notes) {
    const place = `${document.path}#${note.attributes.id ?? ''}`;
    const called = calls.get(place) ?? [];
    const back = [...elementsOf(note)].flatMap((element) =>
      has(element, 'doc-backlink') ? (internalTarget(document, element) ?? []) : [],
    );
    const right = called.length > 0 && back.length > 0 && back.every((target) => called.includes(target));
    report.expect('epub-notes', right, () =>
      called.length === 0
        ? `${place} is called by nothing`
        : back.length === 0
          ? `${place} leads back to nothing`
          : `${place} leads back to ${back.join(', ')}, which does not call it`,
    );
  }
}

function checkPageList(epub: EpubFile, places: Places, report: Report): void {
  const { navigation } = epub;
  if (!navigation) return;
  const list = [...elementsOf(navigation.root)].find((element) => has(element, 'page-list'));
  if (!list) return;
  const order = new Map<string, number>();
  const breaks: string[] = [];
  for (const { path, root } of epub.spine)
    for (const element of elementsOf(root)) {
      const { id } = element.attributes;
      if (id !== undefined) order.set(`${path}#${id}`, order.size);
      if (id !== undefined && has(element, 'pagebreak')) breaks.push(`${path}#${id}`);
    }
  let last = -1;
  const labels = new Set<string>();
  const listed = new Set<string>();
  for (const element of elementsOf(list)) {
    const target = internalTarget(navigation, element);
    if (target === undefined) continue;
    const label = element.text.trim();
    const place = places.get(target);
    const at = order.get(target) ?? -1;
    // The navigation document's lists take nothing but links: a page that begins there begins with one of its elements.
    const marked =
      place !== undefined && (has(place, 'pagebreak') || target.startsWith(`${navigation.path}#`));
    report.expect(
      'epub-page-list',
      marked && at > last && label !== '' && !labels.has(label),
      () => `page ${label} leads to ${target}, which is no page break, out of order, or listed twice`,
    );
    last = Math.max(last, at);
    labels.add(label);
    listed.add(target);
  }
  for (const place of breaks)
    if (!listed.has(place)) report.fail('epub-page-list', `the page break ${place} is not listed`);
}
