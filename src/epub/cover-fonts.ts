import { readFileSync } from 'node:fs';
import { BUILT_IN_FAMILIES, builtInFontPath, FALLBACK_FAMILIES, HYPERLEGIBLE } from '../built-in-fonts.js';
import type { Measure } from './fit-text.js';

/** The family of a cover that names none. */
export const COVER_FAMILY = 'EB Garamond';

/** The faces that cover.svg.hbs may name: families that come with florilegium, in the cuts that covers need. */
const FACES: Face[] = [
  ...faces(COVER_FAMILY, [400, 'normal'], [400, 'italic'], [500, 'normal'], [600, 'normal']),
  ...faces('Source Sans 3', [400, 'normal'], [600, 'normal']),
  ...faces(HYPERLEGIBLE.family, [400, 'normal'], [700, 'normal']),
];

interface Face {
  family: string;
  weight: number;
  style: 'normal' | 'italic';
  path: string;
}

/** The fonts of covers: where their files are, how wide a text is in them, and what they cannot show. */
export interface CoverFonts {
  /**
   * The files of the faces that a drawing names, of the one that is used where it names none, and of those that its
   * words need for letters which these lack.
   */
  files(svg: string, words: string): string[];
  /** @throws where no such face comes with florilegium */
  measure(family: string, weight: number, style: string): Measure;
  /** The characters of a text that no face has. */
  missing(text: string): string[];
}

/** Opens HarfBuzz, which is not needed before a cover is drawn. The renderer's shaper is a port of it: widths agree. */
export async function coverFonts(language: string): Promise<CoverFonts> {
  const hb = await import('harfbuzzjs');
  const opened = new Map<Face, { font: InstanceType<typeof hb.Font>; upem: number }>();
  const open = (face: Face) => {
    let known = opened.get(face);
    if (!known) {
      const hbFace = new hb.Face(new hb.Blob(readFileSync(face.path)));
      known = { font: new hb.Font(hbFace), upem: hbFace.upem };
      opened.set(face, known);
    }
    return known;
  };
  const has = (face: Face, character: string) =>
    Boolean(open(face).font.nominalGlyph(character.codePointAt(0)!));
  const fallbacks = fallbackFaces(language);
  /** The first face that has a character: the one asked for, then the cover's, then those of other scripts. */
  const faceFor = (character: string, wanted?: Face) =>
    wanted && has(wanted, character)
      ? wanted
      : (FACES.find((face) => has(face, character)) ?? fallbacks().find((face) => has(face, character)));

  const width = (face: Face, text: string) => {
    const { font, upem } = open(face);
    const buffer = new hb.Buffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    hb.shape(font, buffer);
    let sum = 0;
    for (const { xAdvance } of buffer.getGlyphPositions()) sum += xAdvance;
    return sum / upem;
  };
  return {
    files(svg, words) {
      const named = FACES.filter(({ family }) => family === COVER_FAMILY || svg.includes(family));
      const needed = visible(words).flatMap((character) => faceFor(character)?.path ?? []);
      return [...new Set([...named.map(({ path }) => path), ...needed])];
    },
    measure(family, weight, style) {
      const wanted = FACES.find((f) => f.family === family && f.weight === weight && f.style === style);
      if (!wanted)
        throw new Error(
          `There is no face ${family} ${weight} ${style} for covers; there are ${FACES.map((f) => `${f.family} ${f.weight} ${f.style}`).join(', ')}.`,
        );
      return (text) => {
        let sum = 0;
        let run = '';
        let face = wanted;
        for (const character of text) {
          // Spaces and combining marks go with what stands before them.
          const next = isVisible(character) ? (faceFor(character, wanted) ?? wanted) : face;
          if (next !== face && run !== '') {
            sum += width(face, run);
            run = '';
          }
          face = next;
          run += character;
        }
        return sum + (run === '' ? 0 : width(face, run));
      };
    },
    missing: (text) => visible(text).filter((character) => !faceFor(character)),
  };
}

/** The faces of other scripts, those of the language's own first; looked for when a letter is missing. */
function fallbackFaces(language: string): () => readonly Face[] {
  let found: Face[] | undefined;
  return () => {
    if (found) return found;
    const primary = language.toLowerCase().split('-')[0]!;
    const own = ({ languages }: { languages?: readonly string[] }) => languages?.includes(primary) ?? false;
    const ordered = [...FALLBACK_FAMILIES.filter(own), ...FALLBACK_FAMILIES.filter((family) => !own(family))];
    found = ordered.flatMap((family): Face[] => {
      const path = builtInFontPath(family, 400, false);
      return path === undefined ? [] : [{ family: family.family, weight: 400, style: 'normal', path }];
    });
    return found;
  };
}

function visible(text: string): string[] {
  return [...new Set(text)].filter(isVisible);
}

function isVisible(character: string): boolean {
  return !/[\s\p{Cf}\p{M}]/u.test(character);
}

function faces(family: string, ...cuts: [weight: number, style: Face['style']][]): Face[] {
  const builtIn = [...BUILT_IN_FAMILIES, HYPERLEGIBLE].find((each) => each.family === family)!;
  return cuts.flatMap(([weight, style]) => {
    const path = builtInFontPath(builtIn, weight, style === 'italic');
    return path === undefined ? [] : [{ family, weight, style, path }];
  });
}
