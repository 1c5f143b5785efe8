import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Book } from './book.js';

/** One diagnostic for each reading of an edition of which nothing says who holds the rights, or under which terms it stands. */
export function missingRights({ front, parts, back }: Book): Diagnostic[] {
  const chapters = [...front, ...parts.flatMap((part) => part.chapters), ...back];
  return chapters.flatMap(({ reading }) => {
    const { id, rights, rightsHolders, at, local } = reading;
    const missing = [
      ...(rightsHolders.length > 0 ? [] : [{ what: 'no rights holder', key: 'rightsHolder: …' }]),
      ...(rights && rights.plain.trim() !== '' ? [] : [{ what: 'no terms', key: 'rights: …' }]),
    ];
    if (missing.length === 0) return [];
    const keys = missing.map(({ key }) => `“${key}”`).join(' and ');
    return diagnostic('rights-missing', `“${id}” has ${missing.map(({ what }) => what).join(' and ')}`, {
      at,
      hint: local ? `write ${keys} below its id` : `write ${keys} in the front matter of corpus/${id}.md`,
    });
  });
}
