import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Measure } from './fit-text.js';

const require = createRequire(import.meta.url);

/** The faces that cover.svg.hbs may name: the families that come with florilegium, in the cuts that covers need. */
const FACES = [
  face('EB Garamond', 400, 'normal', 'eb-garamond', '400Regular/EBGaramond_400Regular.ttf'),
  face('EB Garamond', 400, 'italic', 'eb-garamond', '400Regular_Italic/EBGaramond_400Regular_Italic.ttf'),
  face('EB Garamond', 500, 'normal', 'eb-garamond', '500Medium/EBGaramond_500Medium.ttf'),
  face('EB Garamond', 600, 'normal', 'eb-garamond', '600SemiBold/EBGaramond_600SemiBold.ttf'),
  face('Source Sans 3', 400, 'normal', 'source-sans-3', '400Regular/SourceSans3_400Regular.ttf'),
  face('Source Sans 3', 600, 'normal', 'source-sans-3', '600SemiBold/SourceSans3_600SemiBold.ttf'),
];

interface Face {
  family: string;
  weight: number;
  style: 'normal' | 'italic';
  path: string;
}

/** The fonts of covers: where their files are, how wide a text is in them, and what they cannot show. */
export interface CoverFonts {
  files: string[];
  /** @throws where no such face comes with florilegium */
  measure(family: string, weight: number, style: string): Measure;
  /** The characters of a text that no face has. */
  missing(text: string): string[];
}

/** Opens HarfBuzz, which is not needed before a cover is drawn. The renderer's shaper is a port of it: widths agree. */
export async function coverFonts(): Promise<CoverFonts> {
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
  return {
    files: FACES.map(({ path }) => path),
    measure(family, weight, style) {
      const face = FACES.find((f) => f.family === family && f.weight === weight && f.style === style);
      if (!face)
        throw new Error(
          `There is no face ${family} ${weight} ${style} for covers; there are ${FACES.map((f) => `${f.family} ${f.weight} ${f.style}`).join(', ')}.`,
        );
      const { font, upem } = open(face);
      return (text) => {
        const buffer = new hb.Buffer();
        buffer.addText(text);
        buffer.guessSegmentProperties();
        hb.shape(font, buffer);
        let width = 0;
        for (const { xAdvance } of buffer.getGlyphPositions()) width += xAdvance;
        return width / upem;
      };
    },
    missing(text) {
      const characters = new Set([...text].filter((c) => !/[\s\p{Cf}\p{M}]/u.test(c)));
      const has = (face: Face, character: string) =>
        Boolean(open(face).font.nominalGlyph(character.codePointAt(0)!));
      return [...characters].filter((character) => !FACES.some((each) => has(each, character)));
    },
  };
}

function face(family: string, weight: number, style: Face['style'], name: string, file: string): Face {
  return {
    family,
    weight,
    style,
    path: join(dirname(require.resolve(`@expo-google-fonts/${name}/package.json`)), file),
  };
}
