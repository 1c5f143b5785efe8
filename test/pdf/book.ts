import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as hb from 'harfbuzzjs';
import type { Image } from '../../src/manuscript/manuscript.js';
import type {
  Destination,
  Graphic,
  Layout,
  OutlineItem,
  PageBox,
  SetLine,
  StructureElement,
  StructureSlot,
  StructureType,
} from '../../src/typeset/layout.js';
import type { Font } from '../../src/typeset/text/font.js';
import type { ArtifactType, Fragment, LinkTarget, Owner, Shaped } from '../../src/typeset/text/line.js';

/**
 * A small language for layouts made by hand: pages of lines, each line of runs that say which element they belong to.
 *
 *     const book = new BookMaker();
 *     const p = book.element('P');
 *     book.page();
 *     book.line([{ text: 'A word', in: p }]);
 *     await writePdf(book.layout(), …)
 */
export class BookMaker {
  readonly root: StructureElement = { kind: 'element', type: 'Document', kids: [] };
  readonly pages: PageBox[] = [];
  readonly outline: OutlineItem[] = [];
  readonly destinations = new Map<string, Destination>();
  language = 'en-GB';
  private slots = 0;
  private links = 0;
  private y = 0;

  constructor(private readonly size: [number, number] = [300, 400]) {}

  element(
    type: StructureType,
    parent: StructureElement = this.root,
    more: Partial<StructureElement> = {},
  ): StructureElement {
    const element: StructureElement = { kind: 'element', type, kids: [], ...more };
    parent.kids.push(element);
    return element;
  }

  slot(element: StructureElement): StructureSlot {
    const last = element.kids.at(-1);
    if (last?.kind === 'slot') return last;
    const slot: StructureSlot = { kind: 'slot', id: this.slots++ };
    element.kids.push(slot);
    return slot;
  }

  link(to: { dest: string } | { uri: string }, contents = 'a link'): LinkTarget {
    return { id: this.links++, contents, ...to };
  }

  page(label = String(this.pages.length + 1), more: Partial<PageBox> = {}): PageBox {
    const [width, height] = this.size;
    const page: PageBox = {
      width,
      height,
      label,
      labelStyle: 'decimal',
      labelNumber: this.pages.length + 1,
      name: 'auto',
      side: this.pages.length % 2 === 0 ? 'right' : 'left',
      blank: false,
      graphics: [],
      lines: [],
      areas: [],
      ...more,
    };
    this.pages.push(page);
    this.y = 30;
    return page;
  }

  /** A line on the current page, under the last one. Runs are separated as their texts say. */
  line(runs: Run[], at: { x?: number; y?: number } = {}): SetLine {
    const fragments: Fragment[] = [];
    const { x = 30, y = this.y } = at;
    let pen = 0;
    for (const run of runs) {
      const { size = 10, rise = 0, letterSpacing = 0, color = BLACK, gap = 0 } = run;
      const font = FONTS[run.font ?? 'regular'];
      let element: StructureElement | undefined;
      for (const text of run.text.split(/( )/)) {
        if (text === '') continue;
        const shaped = shape(font, text, run.direction, run.features);
        const spaced = shaped.advances.filter((advance) => advance > 0).length;
        const width =
          (shaped.width * size) / font.unitsPerEm + spaced * letterSpacing + (text === ' ' ? gap : 0);
        element ??= typeof run.in === 'function' ? run.in() : run.in;
        const owner: Owner = element
          ? { kind: 'slot', slot: this.slot(element) }
          : { kind: 'artifact', type: run.artifact ?? 'layout' };
        const fragment: Fragment = { shaped, x: pen, width, size, rise, color, letterSpacing, owner };
        if (run.link) fragment.link = run.link;
        if (run.decoration) fragment.decoration = run.decoration;
        fragments.push(fragment);
        pen += width;
      }
    }
    const line: SetLine = { x, baseline: y, fragments };
    this.pages.at(-1)!.lines.push(line);
    if (at.y === undefined) this.y += 14;
    return line;
  }

  /** Marks the place of an id at the next line. */
  destination(id: string): void {
    this.destinations.set(id, { page: this.pages.length - 1, x: 30, y: this.y - 10 });
  }

  graphic(graphic: Graphic): void {
    this.pages.at(-1)!.graphics.push(graphic);
  }

  image(image: Image, owner: StructureElement | ArtifactType, width = 100, height = 60): void {
    this.graphic({
      kind: 'image',
      x: 30,
      y: this.y,
      width,
      height,
      image,
      owner:
        typeof owner === 'string'
          ? { kind: 'artifact', type: owner }
          : { kind: 'slot', slot: this.slot(owner) },
    });
    this.y += height + 14;
  }

  layout(): Layout {
    const { pages, outline, destinations, language } = this;
    return { pages, structure: this.root, outline, destinations, extents: new Map(), language };
  }
}

export interface Run {
  text: string;
  /** The element it belongs to, or what makes it when its turn comes; an artifact where there is none. */
  in?: StructureElement | (() => StructureElement);
  artifact?: ArtifactType;
  font?: keyof typeof FONTS;
  size?: number;
  rise?: number;
  letterSpacing?: number;
  color?: Fragment['color'];
  link?: LinkTarget;
  decoration?: Fragment['decoration'];
  /** Points added to each space. */
  gap?: number;
  direction?: 'ltr' | 'rtl';
  features?: string[];
}

const BLACK = { red: 0, green: 0, blue: 0 };
const require = createRequire(import.meta.url);

interface TestFont extends Font {
  harfbuzz: hb.Font;
}

function open(id: string, file: string): TestFont {
  const bytes = readFileSync(require.resolve(file));
  const face = new hb.Face(new hb.Blob(bytes), 0);
  const font = new hb.Font(face);
  const metrics = { ascent: 1007, descent: -298, lineGap: 0, capHeight: 650, xHeight: 400 };
  return {
    id,
    family: id,
    weight: 400,
    style: 'normal',
    bytes,
    unitsPerEm: face.upem,
    ...metrics,
    underlinePosition: -100,
    underlineThickness: 50,
    glyphCount: Buffer.from(face.referenceTable('maxp')!).readUInt16BE(4),
    glyphOf: (codePoint) => font.nominalGlyph(codePoint) ?? 0,
    advanceOf: (glyph) => font.glyphHAdvance(glyph),
    inkOf: () => ({ right: 0, depth: 0 }),
    hasGlyph: () => true,
    hasFeature: () => true,
    harfbuzz: font,
  };
}

export const FONTS = {
  regular: open('Test-Regular', '@expo-google-fonts/eb-garamond/400Regular/EBGaramond_400Regular.ttf'),
  italic: open(
    'Test-Italic',
    '@expo-google-fonts/eb-garamond/400Regular_Italic/EBGaramond_400Regular_Italic.ttf',
  ),
  sans: open('Test-Sans', '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
};

const words = new Map<string, Shaped>();

/** Shapes a word; a soft hyphen is shown as a hyphen, as the line breaker does. */
export function shape(
  font: TestFont,
  text: string,
  direction: 'ltr' | 'rtl' = 'ltr',
  features: string[] = [],
): Shaped {
  const key = `${font.id} ${direction} ${features} ${text}`;
  const known = words.get(key);
  if (known) return known;
  const buffer = new hb.Buffer();
  buffer.setClusterLevel(hb.ClusterLevel.MONOTONE_CHARACTERS);
  buffer.addText(text.replaceAll('\u00ad', '-'));
  buffer.guessSegmentProperties();
  buffer.setDirection(direction === 'rtl' ? hb.Direction.RTL : hb.Direction.LTR);
  hb.shape(
    font.harfbuzz,
    buffer,
    features.map((tag) => new hb.Feature(tag, 1)),
  );
  const glyphs = buffer.getGlyphInfosAndPositions();
  const starts = [...new Set(glyphs.map((glyph) => glyph.cluster))].sort((a, b) => a - b);
  const seen = new Set<number>();
  const texts = glyphs.map(() => '');
  const order = glyphs.map((_, i) => (direction === 'rtl' ? glyphs.length - 1 - i : i));
  for (const i of order) {
    const { cluster } = glyphs[i]!;
    if (seen.has(cluster)) continue;
    seen.add(cluster);
    texts[i] = text.slice(cluster, starts[starts.indexOf(cluster) + 1]);
  }
  const shaped: Shaped = {
    font,
    text,
    glyphs: Uint16Array.from(glyphs, (glyph) => glyph.codepoint),
    advances: Int32Array.from(glyphs, (glyph) => glyph.xAdvance ?? 0),
    xOffsets: Int32Array.from(glyphs, (glyph) => glyph.xOffset ?? 0),
    yOffsets: Int32Array.from(glyphs, (glyph) => glyph.yOffset ?? 0),
    texts,
    width: glyphs.reduce((sum, glyph) => sum + (glyph.xAdvance ?? 0), 0),
    space: text === ' ',
    direction,
  };
  words.set(key, shaped);
  return shaped;
}
