import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import type { FontFaceRule } from './style/styled.js';
import { isFont } from './text/font.js';
import type { FontFace } from './text/index.js';

const PACKAGE = /^package:([a-z0-9-]+)\/([A-Za-z0-9_./-]+)$/;

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
  const match = PACKAGE.exec(source);
  if (!match) return assets.get(source);
  const [, name, file] = match as unknown as [string, string, string];
  if (file.split('/').includes('..')) return undefined;
  try {
    const require = createRequire(import.meta.url);
    return readFileSync(join(dirname(require.resolve(`@expo-google-fonts/${name}/package.json`)), file));
  } catch {
    return undefined;
  }
}
