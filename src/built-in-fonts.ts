import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * A family that comes with florilegium, as files in a package of @expo-google-fonts: whole TrueType files under the
 * OFL.
 */
export interface BuiltInFamily {
  family: string;
  package: string;
  /** How the package's files begin. */
  file: string;
  weights: readonly number[];
  italics: boolean;
  /** Languages (primary subtags) in which its forms come before another family's. */
  languages?: readonly string[];
}

const GARAMOND: BuiltInFamily = {
  family: 'EB Garamond',
  package: 'eb-garamond',
  file: 'EBGaramond',
  weights: [400, 500, 600, 700, 800],
  italics: true,
};
const SANS: BuiltInFamily = {
  family: 'Source Sans 3',
  package: 'source-sans-3',
  file: 'SourceSans3',
  weights: [200, 300, 400, 500, 600, 700, 800, 900],
  italics: true,
};
const CODE: BuiltInFamily = {
  ...SANS,
  family: 'Source Code Pro',
  package: 'source-code-pro',
  file: 'SourceCodePro',
};
/** The family of the theme `clear`, whose stylesheet names its files. */
export const HYPERLEGIBLE: BuiltInFamily = {
  family: 'Atkinson Hyperlegible Next',
  package: 'atkinson-hyperlegible-next',
  file: 'AtkinsonHyperlegibleNext',
  weights: [200, 300, 400, 500, 600, 700, 800],
  italics: true,
};

/** Families that a stylesheet may name. */
export const BUILT_IN_FAMILIES: readonly BuiltInFamily[] = [GARAMOND, SANS, CODE];

/** What CSS's generic names mean here; a list in which nothing else is known ends in `serif`. */
export const GENERIC_FAMILIES: Readonly<Record<string, string>> = {
  serif: GARAMOND.family,
  'ui-serif': GARAMOND.family,
  cursive: GARAMOND.family,
  fantasy: GARAMOND.family,
  math: GARAMOND.family,
  'sans-serif': SANS.family,
  'system-ui': SANS.family,
  'ui-sans-serif': SANS.family,
  'ui-rounded': SANS.family,
  monospace: CODE.family,
  'ui-monospace': CODE.family,
};

const regularAndBold = { weights: [400, 700], italics: false } as const;
const regular = { weights: [400], italics: false } as const;

const NOTO_CJK = [
  ['SC', 'zh'],
  ['JP', 'ja'],
  ['KR', 'ko'],
  ['TC', 'zh'],
].map(
  ([region, language]): BuiltInFamily => ({
    family: `Noto Serif ${region}`,
    package: `noto-serif-${region!.toLowerCase()}`,
    file: `NotoSerif${region}`,
    ...regularAndBold,
    languages: [language!],
  }),
);

/**
 * Tried in this order for a character that no font of `font-family` has. For Chinese, Japanese and Korean there are
 * three small families, good for the names and quotations in a Western text. A whole text wants one of the Noto
 * packages: they have a hundred megabytes each and are not shipped, but are used where they are installed beside
 * florilegium.
 */
export const FALLBACK_FAMILIES: readonly BuiltInFamily[] = [
  GARAMOND,
  SANS,
  { family: 'Noto Naskh Arabic', package: 'noto-naskh-arabic', file: 'NotoNaskhArabic', ...regularAndBold },
  { family: 'Noto Serif Hebrew', package: 'noto-serif-hebrew', file: 'NotoSerifHebrew', ...regularAndBold },
  { family: 'Noto Sans Symbols', package: 'noto-sans-symbols', file: 'NotoSansSymbols', ...regularAndBold },
  { family: 'Noto Sans Math', package: 'noto-sans-math', file: 'NotoSansMath', ...regular },
  { family: 'Noto Sans Symbols 2', package: 'noto-sans-symbols-2', file: 'NotoSansSymbols2', ...regular },
  { family: 'Noto Emoji', package: 'noto-emoji', file: 'NotoEmoji', ...regularAndBold },
  CODE,
  ...NOTO_CJK,
  { family: 'ZCOOL XiaoWei', package: 'zcool-xiaowei', file: 'ZCOOLXiaoWei', ...regular, languages: ['zh'] },
  { family: 'Hina Mincho', package: 'hina-mincho', file: 'HinaMincho', ...regular, languages: ['ja'] },
  { family: 'Song Myung', package: 'song-myung', file: 'SongMyung', ...regular, languages: ['ko'] },
];

const WEIGHT_NAMES: Readonly<Record<number, string>> = {
  100: '100Thin',
  200: '200ExtraLight',
  300: '300Light',
  400: '400Regular',
  500: '500Medium',
  600: '600SemiBold',
  700: '700Bold',
  800: '800ExtraBold',
  900: '900Black',
};

/** Where the file of one face is; undefined where its package is not installed. */
export function builtInFontPath(family: BuiltInFamily, weight: number, italic: boolean): string | undefined {
  const name = `${WEIGHT_NAMES[weight]}${italic ? '_Italic' : ''}`;
  try {
    return createRequire(import.meta.url).resolve(
      `@expo-google-fonts/${family.package}/${name}/${family.file}_${name}.ttf`,
    );
  } catch {
    return undefined;
  }
}

/**
 * Where a file of the font packages is that florilegium depends on.
 *
 * @param address `package:NAME/FILE`
 * @returns undefined for another address, and where there is no such file
 */
export function packageFontPath(address: string): string | undefined {
  const match = /^package:([a-z0-9-]+)\/([A-Za-z0-9_./-]+)$/.exec(address);
  if (!match) return undefined;
  const [, name, file] = match as unknown as [string, string, string];
  if (file.split('/').includes('..')) return undefined;
  try {
    const { resolve } = createRequire(import.meta.url);
    const path = join(dirname(resolve(`@expo-google-fonts/${name}/package.json`)), file);
    return statSync(path, { throwIfNoEntry: false })?.isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}

/** The file of one face, or undefined where its package is not installed. */
export function readBuiltInFont(
  family: BuiltInFamily,
  weight: number,
  italic: boolean,
): Uint8Array | undefined {
  const path = builtInFontPath(family, weight, italic);
  return path === undefined ? undefined : readFileSync(path);
}
