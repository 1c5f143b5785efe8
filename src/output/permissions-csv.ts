import type { ElementContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Book } from '../apparatus/book.js';
import { percent } from '../apparatus/percent.js';

const HEAD = [
  'reading',
  'title',
  'author',
  'rights holder',
  'source',
  'url',
  'terms',
  'words',
  'share in per cent',
];

/**
 * The permissions of an edition as RFC 4180 has it: a row for each reading below a row of names, lines that end in
 * CRLF, fields in quotation marks where they need them. Several names are parted by semicolons; a cell without a value
 * is empty.
 */
export function permissionsCsv({ front, parts, back, permissions }: Book): string {
  const ids = new Map(
    [...front, ...parts.flatMap(({ chapters }) => chapters), ...back].map(({ id, reading }) => [
      id,
      reading.id,
    ]),
  );
  const rows = permissions.map((item) => [
    ids.get(item.chapter) ?? item.chapter,
    item.title.plain,
    item.authors.join('; '),
    item.rightsHolders.join('; '),
    plain(item.source),
    item.url ?? '',
    plain(item.rights),
    String(item.words),
    percent(item.share),
  ]);
  return [HEAD, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function plain(children: ElementContent[] = []): string {
  return textOf({ type: 'root', children }).replace(/\s+/g, ' ').trim();
}

function field(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
