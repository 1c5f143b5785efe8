import { createHash } from 'node:crypto';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Anthology, Edition } from './manuscript.js';

/** An edition as its entry has it: without an identifier, perhaps. */
export type UnnamedEdition = Omit<Edition, 'identifier'> & { identifier?: string };

/** The namespace of UUIDs for addresses (RFC 9562, appendix C). */
const URL_NAMESPACE = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** A version 5 UUID (RFC 9562) as `urn:uuid:…`: the same texts always give the same one. */
export function derivedIdentifier(...texts: string[]): string {
  const name = `florilegium:${JSON.stringify(texts)}`;
  const bytes = createHash('sha1').update(URL_NAMESPACE).update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * Editions with identifiers, no two the same: e-readers take two files with one identifier for one book, and a page list
 * that names its print must not mean another. One of those that have none of their own has the anthology's, the first with
 * an EPUB, or the first; the others have one that is made from it and their name.
 */
export function identified(
  editions: readonly UnnamedEdition[],
  anthology: Pick<Anthology, 'identifier'>,
  diagnostics: Diagnostic[],
): Edition[] {
  const owners = new Map<string, UnnamedEdition>();
  for (const edition of editions) {
    const key = edition.identifier?.toLowerCase();
    if (key === undefined) continue;
    const other = owners.get(key);
    if (other)
      diagnostics.push(
        diagnostic('identifier-twice', `the edition “${other.name}” has the same identifier`, {
          at: edition.spans.identifier ?? edition.at,
          hint: 'give each edition its own, or none: then it is made from its name',
          related: [{ message: 'the other one', at: other.spans.identifier ?? other.at }],
        }),
      );
    else owners.set(key, edition);
  }
  const others = editions.filter(({ identifier }) => identifier === undefined);
  const first = owners.has(anthology.identifier.toLowerCase())
    ? undefined
    : (others.find(({ formats }) => formats.includes('epub')) ?? others[0]);
  return editions.map((edition) => ({
    ...edition,
    identifier:
      edition.identifier ??
      (edition === first ? anthology.identifier : derivedIdentifier(anthology.identifier, edition.name)),
  }));
}
