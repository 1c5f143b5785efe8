import {
  BUILT_IN_FAMILIES,
  type BuiltInFamily,
  FALLBACK_FAMILIES,
  GENERIC_FAMILIES,
  readBuiltInFont,
} from '../../built-in-fonts.js';
import type { ComputedStyle } from '../style/computed.js';
import { isFont, LoadedFont } from './font.js';

/** A font of an @font-face rule: what it is called there, and its file (TrueType or OpenType; see `isFont`). */
export interface FontFace {
  family: string;
  weight: number;
  style: 'normal' | 'italic' | 'oblique';
  bytes: Uint8Array;
}

export type FontQuery = Pick<ComputedStyle, 'fontFamily' | 'fontWeight' | 'fontStyle'>;

/** A face that can be had; its file is opened when it is first used. */
interface Face {
  weight: number;
  italic: boolean;
  open(): LoadedFont | undefined;
}

/** The fonts of a book by family, weight and style. Files are read when a character first needs them. */
export class FontLibrary {
  /** Families of `font-family` values that are neither built in nor given. */
  readonly unknownFamilies = new Set<string>();
  private readonly families = new Map<string, Face[]>();
  private readonly fallbacks: { languages: readonly string[] | undefined; faces: Face[] }[];
  private readonly matches = new Map<string, LoadedFont[]>();
  private readonly faces = new Map<string, Face>();

  /**
   * @param faces of `@font-face` rules: they come before a built-in family of the same name; what is no font is left
   * out
   */
  constructor(faces: readonly FontFace[] = []) {
    const builtIn = new Map<BuiltInFamily, Face[]>();
    const facesOf = (family: BuiltInFamily) => {
      let found = builtIn.get(family);
      if (!found) {
        found = this.builtInFaces(family);
        builtIn.set(family, found);
      }
      return found;
    };
    const given = new Map<string, Face[]>();
    for (const face of faces) {
      if (!isFont(face.bytes)) continue;
      const key = face.family.toLowerCase();
      const list = given.get(key) ?? [];
      list.unshift(this.givenFace(face));
      given.set(key, list);
    }
    for (const family of BUILT_IN_FAMILIES) this.families.set(family.family.toLowerCase(), facesOf(family));
    for (const [key, list] of given) this.families.set(key, list);
    this.fallbacks = FALLBACK_FAMILIES.map((family) => ({
      languages: family.languages,
      faces: facesOf(family),
    }));
  }

  /**
   * The fonts that a style names, in the order in which they are tried for a character: for each family of
   * `font-family` that is known the face nearest in style and weight (CSS Fonts 4, 5.2). Never empty: a list without
   * a known family means `serif`.
   */
  match(query: FontQuery): readonly LoadedFont[] {
    const key = `${query.fontFamily.join('\n')}\t${query.fontWeight}\t${query.fontStyle}`;
    let fonts = this.matches.get(key);
    if (!fonts) {
      fonts = [];
      for (const name of query.fontFamily) {
        const family = this.family(name);
        const font = family && nearest(family, query)?.open();
        if (font && !fonts.includes(font)) fonts.push(font);
      }
      if (fonts.length === 0) fonts.push(nearest(this.family('serif')!, query)!.open()!);
      this.matches.set(key, fonts);
    }
    return fonts;
  }

  /**
   * The first built-in font that has a character, one for the language before others; for characters that no font of
   * `match` has.
   */
  fallback(codePoint: number, query: FontQuery, language: string): LoadedFont | undefined {
    const primary = language.split('-', 1)[0]!;
    const find = (own: boolean) => {
      for (const { languages, faces } of this.fallbacks) {
        if (own && !languages?.includes(primary)) continue;
        const font = nearest(faces, query)?.open();
        if (font?.hasGlyph(codePoint)) return font;
      }
      return undefined;
    };
    return find(true) ?? find(false);
  }

  /** A font by its id. */
  font(id: string): LoadedFont | undefined {
    return this.faces.get(id)?.open();
  }

  private family(name: string): Face[] | undefined {
    const key = name.toLowerCase();
    const family = this.families.get(key) ?? this.families.get(GENERIC_FAMILIES[key]?.toLowerCase() ?? '');
    if (!family) this.unknownFamilies.add(name);
    return family;
  }

  private builtInFaces(family: BuiltInFamily): Face[] {
    return family.weights.flatMap((weight) =>
      (family.italics ? [false, true] : [false]).map((italic) =>
        this.face(family.family, weight, italic, () => readBuiltInFont(family, weight, italic)),
      ),
    );
  }

  private givenFace({ family, weight, style, bytes }: FontFace): Face {
    return this.face(family, weight, style !== 'normal', () => bytes);
  }

  private face(family: string, weight: number, italic: boolean, read: () => Uint8Array | undefined): Face {
    const id = this.id(family, weight, italic);
    let font: LoadedFont | undefined;
    let tried = false;
    const open = () => {
      if (!tried) {
        tried = true;
        const bytes = read();
        const style = italic ? 'italic' : 'normal';
        if (bytes) font = new LoadedFont({ id, family, weight, style }, bytes);
      }
      return font;
    };
    const found = { weight, italic, open };
    this.faces.set(id, found);
    return found;
  }

  /**
   * `EBGaramond-Italic`, `EBGaramond-600`, `EBGaramond-700Italic`; a second face of the same name gets a number, whichever
   * is opened first.
   */
  private id(family: string, weight: number, italic: boolean): string {
    const name = family.replace(/[^A-Za-z0-9]/g, '') || 'Font';
    const face = `${weight === 400 ? '' : weight}${italic ? 'Italic' : ''}` || 'Regular';
    let id = `${name}-${face}`;
    for (let n = 2; this.faces.has(id); n++) id = `${name}-${face}-${n}`;
    return id;
  }
}

export function createFontLibrary(faces: readonly FontFace[] = []): FontLibrary {
  return new FontLibrary(faces);
}

/** Font matching within a family: style first, then weight in the direction that CSS prescribes. */
function nearest(faces: readonly Face[], query: FontQuery): Face | undefined {
  const italic = query.fontStyle !== 'normal';
  let best: Face | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const face of faces) {
    const distance = (face.italic === italic ? 0 : 10_000) + weightDistance(query.fontWeight, face.weight);
    if (distance < least) {
      best = face;
      least = distance;
    }
  }
  return best;
}

/**
 * Smaller is nearer, in CSS's order: 400 to 500 looks up to 500 first, then below, then above; lighter weights look
 * below first, heavier ones above first.
 */
function weightDistance(wanted: number, weight: number): number {
  const difference = Math.abs(weight - wanted);
  if (wanted >= 400 && wanted <= 500) {
    if (weight >= wanted && weight <= 500) return difference;
    return weight < wanted ? 1000 + difference : 2000 + difference;
  }
  const preferred = wanted < 400 ? weight <= wanted : weight >= wanted;
  return preferred ? difference : 1000 + difference;
}
