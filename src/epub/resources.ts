import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import type { RenderedBook } from '../render/rendered.js';
import type { Resource } from './package-data.js';
import { stylesheetFaults } from './stylesheet-faults.js';

const MEDIA_TYPES: Record<string, string> = {
  ttf: 'font/ttf',
  otf: 'font/otf',
  woff: 'font/woff',
  woff2: 'font/woff2',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
};

/** The images that the pages show, under ASCII names, with the way from `img[src]` to the name in the EPUB. */
export function imageResources(rendered: RenderedBook): {
  resources: Resource[];
  paths: Map<string, string>;
} {
  const paths = new Map<string, string>();
  const resources: Resource[] = [];
  const taken = new Set<string>();
  for (const page of rendered.pages)
    for (const src of page.facts.images) {
      const image = rendered.book.images.get(src);
      if (!image || paths.has(src)) continue;
      const path = `images/${freeName(src, ENDINGS[image.mediaType], taken)}`;
      paths.set(src, path);
      resources.push({ path, mediaType: image.mediaType, bytes: image.bytes });
    }
  return { resources, paths };
}

const ENDINGS = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/svg+xml': 'svg',
} as const;

function freeName(path: string, ending: string, taken: Set<string>): string {
  const stem =
    path
      .replace(/^.*\//, '')
      .replace(/\.[^.]*$/, '')
      .normalize('NFKD')
      .replace(/[^\w-]+/g, '') || 'image';
  let name = `${stem}.${ending}`;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}-${n}.${ending}`;
  taken.add(name.toLowerCase());
  return name;
}

/**
 * The files of templates/ that the EPUB's stylesheets name with `url(…)`, such as fonts: they keep their paths, which
 * are relative to the stylesheet there as here.
 */
export function stylesheetResources(rendered: RenderedBook): {
  resources: Resource[];
  diagnostics: Diagnostic[];
} {
  const resources = new Map<string, Resource>();
  const diagnostics: Diagnostic[] = [];
  const [, ...own] = rendered.stylesheets.epub;
  for (const source of own) diagnostics.push(...stylesheetFaults(source));
  for (const source of rendered.stylesheets.epub)
    for (const { address, at } of addresses(source)) {
      const path = address.replace(/[?#].*$/, '').replace(/^\.\//, '');
      const bytes = rendered.assets.get(path);
      const mediaType = MEDIA_TYPES[path.split('.').at(-1)!.toLowerCase()];
      if (bytes && mediaType && /^[\w./-]+$/.test(path)) resources.set(path, { path, mediaType, bytes });
      else
        diagnostics.push(
          diagnostic(
            'epub-asset-missing',
            /\.css$/i.test(path)
              ? `The stylesheet imports “${address}”: an EPUB has one stylesheet.`
              : `The stylesheet names “${address}”, which templates/ does not have.`,
            {
              at,
              hint: hintFor(address, path, source),
            },
          ),
        );
    }
  return { resources: [...resources.values()], diagnostics };
}

function hintFor(address: string, path: string, source: Source): string {
  if (/\.css$/i.test(path)) return `write what it says into ${source.path}`;
  if (/^(?:[a-z][\w+.-]*:)?\/\//i.test(address))
    return 'nothing is fetched: save the file in templates/, and name it as it is named there';
  return 'the file must be a font or a picture in templates/, its name in ASCII letters without spaces';
}

function addresses(
  source: Source,
): { address: string; at: { source: Source; start: number; end: number } }[] {
  const text = source.text.replace(/\/\*.*?\*\//gs, (comment) => ' '.repeat(comment.length));
  const named = /(?:url\(\s*|@import\s+)(?:"([^"]*)"|'([^']*)'|(?<=\(\s*)([^)"'\s]*))/g;
  return [...text.matchAll(named)].map((match) => ({
    address: match[1] ?? match[2] ?? match[3] ?? '',
    at: { source, start: match.index, end: match.index + match[0].length },
  }));
}
