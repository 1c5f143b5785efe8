import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/suggest.js';
import type { Note, Reading, Term } from './manuscript.js';
import type { LinkUse } from './markdown/markdown-text.js';
import { countedBlocks } from './paragraphs.js';
import { spelling } from './spelling.js';

/**
 * Checks that what links lead to is there. A link to a form of a term is made one to the term; a link to nothing is
 * reported, and is no link any more.
 *
 * @param listed the ids of readings, those with mistakes, too
 */
export function resolveLinks(
  uses: readonly LinkUse[],
  listed: Set<string>,
  readings: readonly Reading[],
  notes: readonly Note[],
  glossary: readonly Term[],
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const ids = new Set(notes.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const terms = new Map<string, string>();
  for (const { term, forms } of glossary)
    for (const form of [term, ...forms]) if (!terms.has(form)) terms.set(form, term);
  const byId = new Map(readings.map((reading) => [reading.id, reading]));
  const counts = new Map<string, number | undefined>();
  /** How many paragraphs of a reading are numbered; undefined where its text is not there. Counted once. */
  const paragraphs = (id: string): number | undefined => {
    if (!counts.has(id)) {
      const body = byId.get(id)?.body;
      counts.set(id, body && countedBlocks(body).length);
    }
    return counts.get(id);
  };
  const broken = (use: LinkUse, message: string, known: Iterable<string>, none: string) => {
    diagnostics.push(
      diagnostic('link-broken', message, { at: use.at(), hint: didYouMean(use.target, known) ?? none }),
    );
    use.element.tagName = 'span';
    use.element.properties = {};
  };
  for (const use of uses) {
    const { kind, target, element } = use;
    if (kind === 'reading') {
      const [id = '', number] = target.split('#');
      const count = number === undefined ? undefined : paragraphs(id);
      if (!listed.has(id))
        broken(use, `there is no reading “${id}”`, listed, 'name one that is listed under “readings”');
      else if (
        number !== undefined &&
        (!/^[1-9]\d{0,8}$/.test(number) || Number(number) > (count ?? Infinity))
      )
        broken(
          use,
          `“${id}” has no paragraph “${number}”`,
          [],
          count === undefined ? 'paragraphs are numbered from 1' : `they are numbered from 1 to ${count}`,
        );
    } else if (kind === 'note') {
      if (!ids.has(target))
        broken(use, `no note has the id “${target}”`, ids, 'give the note that is meant “id: …”');
    } else {
      const term = terms.get(spelling(target));
      if (term === undefined)
        broken(use, `there is no glossary entry “${target}”`, terms.keys(), 'name a term of the glossary');
      else element.properties.href = `glossary:${encodeURIComponent(term)}`;
    }
  }
  return diagnostics;
}
