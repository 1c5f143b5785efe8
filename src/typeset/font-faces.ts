import { readFileSync } from 'node:fs';
import { BUILT_IN_FAMILIES, packageFontPath } from '../built-in-fonts.js';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import { Source } from '../diagnostics/source.js';
import { didYouMean } from '../diagnostics/suggest.js';
import type { FontFaceRule } from './style/styled.js';
import { isFont } from './text/font.js';
import type { FontFace } from './text/index.js';

/** The fonts that `@font-face` rules name: of each rule the first source that is there and is a font. */
export function loadFontFaces(
  rules: readonly FontFaceRule[],
  assets: ReadonlyMap<string, Uint8Array>,
): Result<FontFace[]> {
  const value: FontFace[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { family, weight, style, sources, at } of rules) {
    const bytes = sources.map((source) => read(source, assets)).find((file) => file && isFont(file));
    if (bytes) value.push({ family, weight, style, bytes });
    else
      diagnostics.push(
        diagnostic('font-missing', `None of the files of the font “${family}” is there and can be used.`, {
          at,
          hint: sources.map((source) => whyNot(source, assets)).join('; '),
        }),
      );
  }
  return { value, diagnostics };
}

/** What is wrong with a file that is no font. */
function whyNot(source: string, assets: ReadonlyMap<string, Uint8Array>): string {
  return read(source, assets)
    ? `“${source}” is neither TrueType nor OpenType: save it as .ttf or .otf`
    : `“${source}” is not among the files of templates/`;
}

/** A family that stylesheets name and that there is not, where the last of them names it. */
export function missingFamily(family: string, sheets: readonly { path: string; text: string }[]): Diagnostic {
  const sheet = sheets.findLast(({ text }) => text.includes(family));
  const source = sheet && new Source(sheet.path, sheet.text);
  const start = source?.text.indexOf(family) ?? 0;
  return diagnostic('font-missing', `There is no font family “${family}”.`, {
    ...(source && { at: { source, start, end: start + family.length } }),
    hint: didYouMean(
      family,
      BUILT_IN_FAMILIES.map((each) => each.family),
    ),
  });
}

/** `package:NAME/FILE` is a file of the font package NAME that florilegium depends on. */
function read(source: string, assets: ReadonlyMap<string, Uint8Array>): Uint8Array | undefined {
  const path = packageFontPath(source);
  return path === undefined ? assets.get(source) : readFileSync(path);
}
