import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { RenderedBook } from '../render/rendered.js';
import type { Resource } from './package-data.js';
import { textFace } from './text-face.js';

/** A face that an EPUB brings along. */
export interface EmbeddedFace {
  /** Stands before all other stylesheets, so that they, and the reader, can choose another. */
  stylesheet: string;
  resources: Resource[];
  diagnostics: Diagnostic[];
}

const MEDIA_TYPES: Record<string, string> = { ttf: 'font/ttf', otf: 'font/otf' };

/**
 * The face of the print's text as files and a stylesheet. A font that comes with florilegium is under the SIL Open Font
 * License, and the stylesheet says so, as that asks; whether a font of the project may be handed on, its editor knows.
 */
export function embeddedFace(rendered: RenderedBook): EmbeddedFace {
  const face = textFace(rendered);
  const { edition } = rendered.book;
  const resources = new Map<string, Resource>();
  const licences = new Set<string>();
  const rules: string[] = [];
  for (const { weight, style, file } of face?.cuts ?? []) {
    const isPackaged = 'package' in file;
    const path = isPackaged ? `fonts/${basename(file.package)}` : file.asset;
    const mediaType = MEDIA_TYPES[path.split('.').at(-1)!.toLowerCase()];
    if (!mediaType || !/^[\w./-]+$/.test(path)) continue;
    const bytes = isPackaged ? readFileSync(file.package) : rendered.assets.get(file.asset)!;
    resources.set(path, { path, mediaType, bytes });
    if (isPackaged) licences.add(copyright(file.package));
    rules.push(
      `@font-face { font-family: "${face!.family}"; font-weight: ${weight}; font-style: ${style}; src: url("${path}"); }`,
    );
  }
  if (!face || rules.length === 0)
    return {
      stylesheet: '',
      resources: [],
      diagnostics: [
        diagnostic('epub-face-missing', 'The face of the text has no file that an EPUB can bring along.', {
          at: edition.spans.embedFonts ?? edition.at,
          hint: 'name a TTF or OTF file of templates/ with @font-face in print.css, its name in ASCII letters without spaces',
        }),
      ],
    };
  const comment = [...licences].map((licence) => `/* ${face.family}: ${licence} */`);
  const use = `body { font-family: "${face.family}", ${face.generic}; }`;
  return {
    stylesheet: [...comment, ...rules, use].join('\n'),
    resources: [...resources.values()],
    diagnostics: [],
  };
}

/** Whose a font of a package is, and under which licence: the first lines of its own. */
function copyright(font: string): string {
  const path = join(dirname(font), '..', 'LICENSE_FONT');
  const [owner = ''] = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return `${owner.replace(/\*\//g, '').trim()}. SIL Open Font License, Version 1.1: https://openfontlicense.org`;
}
