import { append } from '../append.js';
import { FORGETFUL } from '../cache/memo.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { direction } from '../direction.js';
import { imageOf } from '../manuscript/images.js';
import type { Anthology } from '../manuscript/manuscript.js';
import { withoutFiles } from '../manuscript/svg.js';
import type { FitHelper } from '../render/helpers.js';
import type { Looks, RenderedBook } from '../render/rendered.js';
import { COVER_FAMILY, type CoverFonts, coverFonts } from './cover-fonts.js';
import { unknownFamilies, withPictures, wordsOf } from './cover-svg.js';
import type { Drawing, Drawn } from './draw.js';
import { fitText } from './fit-text.js';

/** A cover as a picture: 1600 × 2560 where florilegium draws it, the ratio that shops and readers ask for. */
export interface Cover {
  /** `cover.png` or `cover.jpg`. */
  path: string;
  mediaType: 'image/png' | 'image/jpeg';
  bytes: Uint8Array;
}

/** What a cover is made of. */
export interface CoverMatter {
  anthology: Anthology;
  /** How many readings the body has. */
  readings: number;
  looks: Looks;
}

export function coverMatter(rendered: RenderedBook): CoverMatter {
  const { anthology, parts } = rendered.book;
  const readings = parts.reduce((sum, { chapters }) => sum + chapters.length, 0);
  return { anthology, readings, looks: rendered };
}

export const COVER_WIDTH = 1600;
export const COVER_HEIGHT = 2560;

/**
 * The project's own picture where there is one (`cover.png`, `.jpg`, `.jpeg` or `.svg` in its templates/), else the
 * picture that `cover.svg.hbs` draws. Drawing uses no font but florilegium's own, so that the bytes are the same on
 * every machine.
 *
 * @param draw draws an SVG, which takes a while
 * @param memo remembers what `cover.svg.hbs` drew
 */
export async function makeCover(matter: CoverMatter, draw: Draw, memo = FORGETFUL): Promise<MadeCover> {
  const { looks, anthology } = matter;
  const own = ownPicture(looks);
  if (own) {
    const { path, cover } = own;
    if (cover) return { cover, diagnostics: small(`templates/${path}`, cover.bytes) };
    return { diagnostics: [invalid(`templates/${path}`, 'The cover is neither PNG nor JPEG.')] };
  }
  const svg = looks.assets.get('cover.svg');
  if (svg) return drawOwn(matter, draw, new TextDecoder().decode(svg));
  const data = coverData(matter);
  const key = memo.key('cover', looks.key, data, anthology.language);
  const known = looks.key && memo.recall<MadeCover>(key);
  const ignored = ignoredCovers(looks);
  const { diagnostics, ...made } = known || (await drawCover(matter, draw, data));
  // Its name says nothing of the files that it shows.
  if (!known && diagnostics.length === 0 && !made.showsFiles) memo.keep(key, { ...made, diagnostics });
  return { ...made, diagnostics: [...ignored, ...diagnostics] };
}

/** Whether a project or theme has a cover, or draws it in its own way. */
export function hasOwnCover({ assets, templates }: Looks): boolean {
  return [...PICTURES, 'cover.svg'].some((path) => assets.has(path)) || templates.isOwn('cover.svg.hbs');
}

/** What looks like a cover to a person, and is none: a picture of another kind, or with capitals in its name. */
const MEANT = /^cover\.(?:png|jpe?g|jfif|svg|webp|gif|tiff?|avif|heic|bmp|pdf)$/i;

/** Says which pictures a project may take for its cover, where florilegium draws one. */
export function ignoredCovers(looks: Looks): Diagnostic[] {
  if (hasOwnCover(looks)) return [];
  const meant = [...looks.assets.keys()].filter((path) => MEANT.test(path));
  return meant.map((path) =>
    diagnostic('cover-unused', `templates/${path} is not taken for the cover.`, {
      file: `templates/${path}`,
      hint: 'make it a PNG or JPEG, and call it cover.png or cover.jpg in small letters',
    }),
  );
}

/** A cover as far as it is known before it is drawn. */
export type CoverFile = Omit<Cover, 'bytes'> & { bytes?: Uint8Array };

/** What `makeCover` makes if it can; undefined where the project's picture is none. */
export function coverFile(looks: Looks): CoverFile | undefined {
  const own = ownPicture(looks);
  return own ? own.cover : { path: 'cover.png', mediaType: 'image/png' };
}

const PICTURES = ['cover.png', 'cover.jpg', 'cover.jpeg'];

/** The picture that is the project's cover, under its name in templates/; without `cover` where it is no picture. */
function ownPicture({ assets }: Looks): { path: string; cover?: Cover } | undefined {
  for (const path of PICTURES) {
    const bytes = assets.get(path);
    if (!bytes) continue;
    const mediaType = pictureType(bytes);
    if (!mediaType) return { path };
    return { path, cover: { path: `cover.${mediaType === 'image/png' ? 'png' : 'jpg'}`, mediaType, bytes } };
  }
  return undefined;
}

/** Libraries of readers show covers some 500 pixels wide, and shops larger. */
const LEAST_SIDE = 500;

function small(file: string, bytes: Uint8Array): Diagnostic[] {
  const image = imageOf(file, bytes);
  if ('fault' in image) return [invalid(file, 'The cover is a damaged picture.')];
  if (Math.min(image.width, image.height) >= LEAST_SIDE) return [];
  const message = `The cover has ${image.width} × ${image.height} pixels: readers and shops show it larger than that.`;
  return [
    diagnostic('cover-small', message, {
      file,
      hint: `${COVER_WIDTH} × ${COVER_HEIGHT} is what they ask for`,
    }),
  ];
}

type Draw = (drawing: Drawing) => Promise<Drawn>;

export interface MadeCover {
  cover?: Cover;
  /** Whether files of templates/ are in its drawing. */
  showsFiles?: boolean;
  diagnostics: Diagnostic[];
}

function coverData({ anthology, readings }: CoverMatter) {
  return {
    book: {
      title: anthology.title,
      subtitle: anthology.subtitle,
      editors: anthology.editors,
      publisher: anthology.publisher,
      language: anthology.language,
      year: anthology.date?.slice(0, 4),
    },
    rtl: direction(anthology.language) === 'rtl',
    petals: petals(readings),
  };
}

/** The project's own SVG. */
async function drawOwn({ anthology, looks }: CoverMatter, draw: Draw, svg: string): Promise<MadeCover> {
  const fonts = await coverFonts(anthology.language);
  const words = wordsOf(svg);
  const diagnostics = glyphsMissing(fonts, words);
  return drawn(draw, looks, {
    svg,
    file: 'templates/cover.svg',
    fontFiles: fonts.files(svg, words),
    diagnostics,
  });
}

async function drawCover({ anthology, looks }: CoverMatter, draw: Draw, data: object): Promise<MadeCover> {
  const { templates } = looks;
  const fonts = await coverFonts(anthology.language);
  const text = templates.text('cover.svg.hbs', { ...data, fit: fitIn(fonts) });
  const source = templates.source('cover.svg.hbs');
  const diagnostics = [...templates.takeDiagnostics()];
  if (text === undefined) return { diagnostics };
  const words = [anthology.title, anthology.subtitle, anthology.publisher, ...anthology.editors].join(' ');
  append(diagnostics, glyphsMissing(fonts, words));
  const file = source?.path ?? 'cover.svg.hbs';
  return drawn(draw, looks, { svg: text, file, fontFiles: fonts.files(text, words), diagnostics });
}

function glyphsMissing(fonts: CoverFonts, words: string): Diagnostic[] {
  const missing = fonts.missing(words);
  if (missing.length === 0) return [];
  const some = missing.slice(0, 5).map((c) => `“${c}”`);
  return [
    diagnostic(
      'cover-glyph-missing',
      `The cover’s fonts cannot show ${some.join(', ')}${missing.length > 5 ? ' and more' : ''}.`,
      { hint: 'put a cover of your own into templates/cover.png' },
    ),
  ];
}

/** The helper `fit`: numbers that the template leaves out, or that are none, are those of a title. */
function fitIn(fonts: CoverFonts): FitHelper {
  return (text, { y, width, height, size, leading, family, weight, style }) => {
    const number = (value: unknown, otherwise: number) =>
      typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
    const face = fonts.face(
      String(family ?? COVER_FAMILY),
      number(weight, 400),
      style === 'italic' ? 'italic' : 'normal',
    );
    const fitted = fitText(text, face.measure, {
      y: number(y, 0),
      width: Math.max(1, number(width, COVER_WIDTH)),
      height: Math.max(1, number(height, COVER_HEIGHT)),
      size: Math.max(1, number(size, 200)),
      leading: Math.max(0.5, number(leading, 1.1)),
    });
    const lines = fitted.lines.map((line) => ({
      ...line,
      runs: face.runs(line.text).map(({ offset, ...run }) => ({ ...run, x: round(offset * fitted.size) })),
    }));
    return { ...fitted, lines };
  };
}

/**
 * A flower that has a petal for each reading in each of its two rings, between the least and the most that make a
 * flower: angles in degrees, and widths as a factor, so that many petals overlap as few do.
 */
function petals(readings: number): { outer: number; inner: number; width: number }[] {
  const count = Math.max(LEAST_PETALS, Math.min(MOST_PETALS, readings));
  const turn = 360 / count;
  const width = round(Math.min(1, FULL_WIDTH_PETALS / count));
  return Array.from({ length: count }, (_, i) => ({
    outer: round(i * turn),
    inner: round((i + 0.5) * turn),
    width,
  }));
}
const LEAST_PETALS = 6;
const MOST_PETALS = 36;
/** As many petals of the drawn width as overlap by about a half. */
const FULL_WIDTH_PETALS = 9;

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** An SVG to be drawn, what it is in, and what was said of it. */
interface CoverDrawing {
  svg: string;
  file: string;
  fontFiles: string[];
  diagnostics: Diagnostic[];
}

async function drawn(
  draw: Draw,
  { assets }: Looks,
  { svg, file, fontFiles, diagnostics: said }: CoverDrawing,
): Promise<MadeCover> {
  const shown = withPictures(svg, assets, file);
  const diagnostics = [...said, ...shown.diagnostics, ...unknownFamilies(svg, file)];
  const made = await draw({ svg: withoutFiles(shown.svg), width: COVER_WIDTH, fontFiles });
  if ('png' in made) {
    const cover: Cover = { path: 'cover.png', mediaType: 'image/png', bytes: made.png };
    return { cover, diagnostics, ...(shown.count > 0 && { showsFiles: true }) };
  }
  return {
    diagnostics: [...diagnostics, invalid(file, `The cover is not SVG that can be drawn: ${made.reason}`)],
  };
}

function pictureType(bytes: Uint8Array): Cover['mediaType'] | undefined {
  if (bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47) return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  return undefined;
}

function invalid(file: string, message: string): Diagnostic {
  return diagnostic('cover-invalid', message, { file });
}
