import { readFileSync } from 'node:fs';
import { packageFontPath } from '../built-in-fonts.js';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
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
        }),
      );
  }
  return { value, diagnostics };
}

/** `package:NAME/FILE` is a file of the font package NAME that florilegium depends on. */
function read(source: string, assets: ReadonlyMap<string, Uint8Array>): Uint8Array | undefined {
  const path = packageFontPath(source);
  return path === undefined ? assets.get(source) : readFileSync(path);
}
