import { BUILT_IN_FAMILIES, FALLBACK_FAMILIES, GENERIC_FAMILIES, HYPERLEGIBLE } from '../built-in-fonts.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
};

const KNOWN_FAMILIES = new Set(
  [...BUILT_IN_FAMILIES, ...FALLBACK_FAMILIES, HYPERLEGIBLE]
    .map(({ family }) => family)
    .concat(Object.keys(GENERIC_FAMILIES), 'inherit')
    .map((family) => family.toLowerCase()),
);

/**
 * The SVG of a cover with the pictures in it that it shows: who draws it reads no files.
 *
 * @param assets the files beside it, by path in templates/
 * @param file what is said to be at fault where one is not there
 */
export function withPictures(
  svg: string,
  assets: ReadonlyMap<string, Uint8Array>,
  file: string,
): { svg: string; count: number; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  let count = 0;
  const shown = /(<(?:\w+:)?image\b[^>]*?\bhref\s*=\s*)("[^"]*"|'[^']*')/gi;
  const whole = svg.replace(shown, (found, before: string, quoted: string) => {
    const address = quoted.slice(1, -1).trim();
    if (/^(?:data:|#|$)/i.test(address)) return found;
    const path = address.replace(/^\.\//, '');
    const mediaType = MEDIA_TYPES[path.split('.').at(-1)!.toLowerCase()];
    const bytes = assets.get(path) ?? assets.get(decoded(path));
    if (bytes && mediaType) {
      count++;
      return `${before}"data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}"`;
    }
    diagnostics.push(
      diagnostic('cover-invalid', `The cover shows “${address}”, which templates/ does not have.`, {
        file,
        hint: 'save it there as PNG, JPEG, GIF or SVG, and name it as it is named there',
      }),
    );
    return found;
  });
  return { svg: whole, count, diagnostics };
}

/** Families in which an SVG has words and that do not come with florilegium: others stand in their place. */
export function unknownFamilies(svg: string, file: string): Diagnostic[] {
  if (!/<(?:\w+:)?text\b/i.test(svg)) return [];
  const named = svg
    .replace(/&(?:quot|apos);/g, '')
    .matchAll(/(?<!-)font-family\s*[:=]\s*(?:"([^"]*)"|'([^']*)'|([^;"'{}<>]*))/gi);
  const families = [...named].flatMap((match) => (match[1] ?? match[2] ?? match[3] ?? '').split(','));
  const unknown = new Set(
    families
      .map((family) => family.replace(/["']/g, '').trim())
      .filter((family) => family !== '' && !KNOWN_FAMILIES.has(family.toLowerCase())),
  );
  return [...unknown].map((family) =>
    diagnostic('font-missing', `The cover has words in “${family}”, which is not among its fonts.`, {
      file,
      hint: 'turn its words into paths, or take EB Garamond, Source Sans 3 or Atkinson Hyperlegible Next',
    }),
  );
}

/** What an SVG says, roughly: the letters that its fonts must have. */
export function wordsOf(svg: string): string {
  return svg.replace(/<style\b.*?<\/style>/gis, '').replace(/<[^>]*>/g, ' ');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
