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
  face(family: string, weight: number, style: string): CoverFace;
  /** The characters of a text that no face has. */
  missing(text: string): string[];
}

/** A face as texts are set in it. */
export interface CoverFace {
  measure: Measure;
  /**
   * A text in runs, white space between them left out, each with the family that has its letters, where that is another,
   * and where it begins, in ems. The renderer looks for such a family itself, but for all letters of a line at once: a flag
   * or a family of emoji in it leaves boxes for the others.
   */
  runs(text: string): { text: string; family: string | undefined; offset: number }[];
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
    face(family, weight, style) {
      const wanted = FACES.find((f) => f.family === family && f.weight === weight && f.style === style);
      if (!wanted)
        throw new Error(
          `There is no face ${family} ${weight} ${style} for covers; there are ${FACES.map((f) => `${f.family} ${f.weight} ${f.style}`).join(', ')}.`,
        );
      const runs = (text: string) => runsOf(text, wanted, (character) => faceFor(character, wanted));
      return {
        measure: (text) => runs(text).reduce((sum, run) => sum + width(run.face, run.text), 0),
        runs: (text) => {
          let offset = 0;
          return runs(text).flatMap((run) => {
            const shown = run.text.trim();
            const before = run.text.slice(0, run.text.indexOf(shown));
            const start = offset + (before === '' ? 0 : width(run.face, before));
            offset += width(run.face, run.text);
            const family = run.face === wanted ? undefined : run.face.family;
            return shown === '' ? [] : [{ text: shown, family, offset: start }];
          });
        },
      };
    },
    missing: (text) => visible(text).filter((character) => !faceFor(character)),
  };
}

/** A text in runs of one face. Combining marks go with what stands before them, spaces where both sides agree. */
function runsOf(
  text: string,
  wanted: Face,
  faceFor: (character: string) => Face | undefined,
): { text: string; face: Face }[] {
  const runs: { text: string; face: Face }[] = [];
  for (const part of text.match(/\s+|[^\s]/gu) ?? []) {
    const last = runs.at(-1);
    const isSpace = part.trim() === '';
    const face = isSpace ? wanted : isVisible(part) ? (faceFor(part) ?? wanted) : (last?.face ?? wanted);
    const [space, before] = [runs.at(-1), runs.at(-2)];
    if (space && before?.face === face && space.text.trim() === '') {
      runs.pop();
      before.text += space.text + part;
    } else if (last?.face === face) last.text += part;
    else runs.push({ text: part, face });
  }
  return runs;
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
