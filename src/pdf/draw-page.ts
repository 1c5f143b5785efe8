import type { Graphic, PageBox, SetLine } from '../typeset/layout.js';
import type { Color } from '../typeset/style/computed.js';
import type { Font } from '../typeset/text/font.js';
import type { Fragment, LinkTarget, Owner } from '../typeset/text/line.js';
import { ContentStream } from './content-stream.js';
import type { DrawnPage } from './drawn.js';
import type { Face, Reading } from './face.js';
import type { ImagePlacement } from './image-placement.js';
import { initials } from './initials.js';
import { actionOf, placeOf } from './links.js';
import { artifact, type Box, unite } from './marks.js';
import { number, numbers, textString } from './syntax.js';

/** How far a link's area reaches above and below the baseline, in shares of the font size: the letters, not the leading. */
const LINK_ABOVE = 0.8;
const LINK_BELOW = 0.25;
/** How wide and high a link is of which nothing is seen: an area without extent is none. Points. */
const LEAST_LINK = 1;
/** Areas of a link on one line that lie this near (points) are one: a space between two words belongs to it. */
const LINK_GAP = 0.01;

/** What drawing needs to know besides the page. */
export interface Drawing {
  face(font: Font): Face;
  image(graphic: Extract<Graphic, { kind: 'image' }>): ImagePlacement;
  /** The structure type of a slot's element, which names its marked content. Undefined: no such slot. */
  typeOf(slot: number): string | undefined;
  /** The link that a slot lies in, for images. */
  linkOf(slot: number): LinkTarget | undefined;
}

/** What stands on a page, drawn. */
export interface DrawnContent {
  /** From `drawPage`, good until the next page is drawn; from a `Drawer`, deflated. */
  content: Uint8Array;
  /** Ids of fonts, paths of images. */
  fonts: string[];
  images: string[];
  /** By MCID: the slot. */
  slots: number[];
  links: DrawnPage['links'];
  boxes: [slot: number, box: Box][];
}

/**
 * The content stream of a page: graphics, then all text in one text object, a Td and as few TJ as can be for each
 * line. Every operator stands in marked content, either with an MCID that leads to an element or as an artifact.
 */
export function drawPage(
  page: Pick<PageBox, 'height' | 'graphics' | 'lines'>,
  drawing: Drawing,
): DrawnContent {
  const painter = new Painter(page, drawing);
  for (const graphic of page.graphics) painter.graphic(graphic);
  for (const line of page.lines) painter.decorations(line);
  for (const line of page.lines) painter.line(line);
  return painter.finish();
}

/** Fragments as they stand: they come in the order in which they are read. */
function fromLeftToRight(fragments: readonly Fragment[]): readonly Fragment[] {
  if (!fragments.some(({ shaped }) => shaped.direction === 'rtl')) return fragments;
  return [...fragments].sort((a, b) => a.x - b.x);
}

/** One does for all pages. */
const stream = new ContentStream();

class Painter {
  private readonly fonts = new Set<Face>();
  private readonly images = new Set<string>();
  private readonly slots: number[] = [];
  private readonly links = new Map<number, { link: LinkTarget; boxes: Box[] }>();
  private readonly boxes = new Map<number, Box>();
  /** What fragments read as, where it is not what they show. */
  private readonly texts: Map<Fragment, string>;

  // State of the text object.
  private isOpen = false;
  private owner: Owner | undefined;
  /** Whether the marked content that is open holds one fragment only. */
  private alone = false;
  /** What the glyphs read as that are being drawn, where they do not say it. */
  private reading: Reading | undefined;
  /** Whether a TJ is being written, within a string of its operands. */
  private inRun = false;
  /** Where the last line began: thousandths of a point. */
  private left = 0;
  private base = 0;
  private face: Face | undefined;
  private size = 0;
  private rise = 0;
  private color: Color = { red: 0, green: 0, blue: 0 };

  constructor(
    private readonly page: Pick<PageBox, 'height' | 'graphics' | 'lines'>,
    private readonly drawing: Drawing,
  ) {
    this.texts = initials(page.lines);
    stream.begin();
  }

  graphic(graphic: Graphic): void {
    const { height } = this.page;
    switch (graphic.kind) {
      case 'rectangle': {
        const { x, y, width, color } = graphic;
        const box: Box = [x, height - y - graphic.height, x + width, height - y];
        const operators = `${fill(color)}\n${numbers([box[0], box[1], width, graphic.height])} re f`;
        this.mark(graphic.owner, operators, box);
        break;
      }
      case 'rule': {
        const { x1, y1, x2, y2, width, style, color } = graphic;
        const dash = style === 'dotted' ? `1 J [0 ${number(width * 2)}] 0 d` : `[${number(width * 3)}] 0 d`;
        const operators = [
          'q',
          `${number(width)} w ${stroke(color)}`,
          ...(style === 'solid' ? [] : [dash]),
          `${numbers([x1, height - y1])} m ${numbers([x2, height - y2])} l S`,
          'Q',
        ];
        const half = width / 2;
        const [left, right] = [Math.min(x1, x2) - half, Math.max(x1, x2) + half];
        const [top, bottom] = [Math.min(y1, y2) - half, Math.max(y1, y2) + half];
        this.mark(graphic.owner, operators.join('\n'), [left, height - bottom, right, height - top]);
        break;
      }
      case 'image': {
        const image = this.drawing.image(graphic);
        this.images.add(graphic.image.path);
        const { x, y, width } = graphic;
        const whole: Box = [x, height - y - graphic.height, x + width, height - y];
        const { clip } = graphic;
        const box: Box = clip
          ? [clip.x, height - clip.y - clip.height, clip.x + clip.width, height - clip.y]
          : whole;
        const shown = clip ? `${numbers([box[0], box[1], clip.width, clip.height])} re W n\n` : '';
        const operators = `q\n${shown}${numbers(image.matrix(whole))} cm ${image.name} Do\nQ`;
        this.mark(graphic.owner, operators, box);
        if (graphic.owner.kind === 'slot') {
          const link = this.drawing.linkOf(graphic.owner.slot.id);
          if (link) this.addLink(link, box);
        }
        break;
      }
    }
  }

  /** Lines under and through text: painted before it, as layout artifacts, because a text object holds no paths. */
  decorations(line: SetLine): void {
    let x = 0;
    let end = 0;
    let last: Fragment | undefined;
    const paint = () => {
      if (!last) return;
      const { font } = last.shaped;
      const em = last.size / font.unitsPerEm;
      const thickness = Math.max(font.underlineThickness, font.unitsPerEm / 50) * em;
      const middle =
        last.decoration === 'underline'
          ? font.underlinePosition * em - thickness / 2
          : font.xHeight * em * 0.5;
      const y = this.page.height - line.baseline + last.rise + middle - thickness / 2;
      const box: Box = [line.x + x, y, line.x + end, y + thickness];
      const operators = `${fill(last.color)}\n${numbers([box[0], y, end - x, thickness])} re f`;
      this.mark({ kind: 'artifact', type: 'layout' }, operators, box);
      last = undefined;
    };
    for (const fragment of fromLeftToRight(line.fragments)) {
      const continues =
        last &&
        fragment.decoration === last.decoration &&
        fragment.size === last.size &&
        fragment.rise === last.rise &&
        sameColor(fragment.color, last.color) &&
        Math.abs(fragment.x - end) < LINK_GAP;
      if (!continues) {
        paint();
        if (!fragment.decoration) continue;
        last = fragment;
        x = fragment.x;
      }
      end = fragment.x + fragment.width;
    }
    paint();
  }

  line(line: SetLine): void {
    const { fragments } = line;
    if (fragments.length === 0) return;
    const y = this.page.height - line.baseline;
    let pen = fragments[0]!.x;
    this.endRun();
    this.begin(line.x + pen, y);
    for (const fragment of fragments) {
      const { size, x, rise } = fragment;
      const face = this.faceOf(fragment);
      const text = face.set(fragment);
      const whole = this.readsAs(fragment);
      this.enter(fragment, face, whole);
      const explains = whole === undefined && fragment.owner.kind === 'slot';
      for (const stretch of text.stretches) {
        if (explains) this.read(stretch.reading);
        this.raise(rise + (stretch.rise * size) / 1000);
        // A thousandth of the font size is not seen; anything nearer than half of it is in place.
        const move = size === 0 ? 0 : Math.round(((pen - x) * 1000) / size - stretch.from);
        this.move(move);
        stream.text(stretch.operands);
        pen += ((stretch.to - stretch.from - move) * size) / 1000;
      }
      this.read(undefined);
      if (fragment.link) {
        const base = y + rise;
        const left = line.x + x;
        const high = size || LEAST_LINK;
        const right = left + (fragment.width || LEAST_LINK);
        this.addLink(fragment.link, [left, base - high * LINK_BELOW, right, base + high * LINK_ABOVE]);
      }
    }
  }

  finish(): DrawnContent {
    this.leave();
    if (this.isOpen) stream.line('ET');
    return {
      content: stream.content,
      fonts: [...this.fonts].map(({ font }) => font.id),
      images: [...this.images],
      slots: this.slots,
      links: [...this.links].map(([id, { link, boxes }]) => [id, placeOf(boxes), actionOf(link)]),
      boxes: [...this.boxes],
    };
  }

  /** Moves to where a line begins, from where the last one did. */
  private begin(x: number, y: number): void {
    const left = Math.round(x * 1000);
    const base = Math.round(y * 1000);
    if (!this.isOpen) stream.text('BT\n0 g\n');
    this.isOpen = true;
    stream.thousandths(left - this.left);
    stream.text(' ');
    stream.thousandths(base - this.base);
    stream.text(' Td\n');
    this.left = left;
    this.base = base;
  }

  /** Says what the glyphs that follow read as, within their marked content. */
  private read(reading: Reading | undefined): void {
    if (reading === this.reading) return;
    this.endRun();
    if (this.reading) stream.line('EMC');
    if (reading) stream.line(`/Span <</ActualText${textString(reading.text)}>> BDC`);
    this.reading = reading;
  }

  private readsAs(fragment: Fragment): string | undefined {
    return this.texts.size === 0 ? undefined : this.texts.get(fragment);
  }

  private faceOf({ shaped: { font } }: Fragment): Face {
    return this.face?.font === font ? this.face : this.drawing.face(font);
  }

  /** Puts the text object into the state that a fragment needs. What reads as something else is marked by itself. */
  private enter(fragment: Fragment, face: Face, actualText: string | undefined): void {
    const { owner, size, color, shaped } = fragment;
    const alone = actualText !== undefined && owner.kind === 'slot';
    if (alone || this.alone || !this.owner || !sameOwner(owner, this.owner)) {
      this.leave();
      stream.line(this.open(owner, undefined, actualText));
      this.owner = owner;
      this.alone = alone;
    }
    // A character without width may show nothing: a page names no font for it that the file has not.
    const isSeen = shaped.glyphs.length > 0;
    if (isSeen && (face !== this.face || size !== this.size)) {
      this.endRun();
      this.fonts.add(face);
      stream.line(`${face.name} ${number(size)} Tf`);
      this.face = face;
      this.size = size;
    }
    if (!sameColor(color, this.color)) {
      this.endRun();
      stream.line(fill(color));
      this.color = color;
    }
  }

  private raise(rise: number): void {
    if (rise === this.rise) return;
    this.endRun();
    stream.line(`${number(rise)} Ts`);
    this.rise = rise;
  }

  /** Moves within a line, to the left, by thousandths of the font size; opens a string. */
  private move(by: number): void {
    if (this.inRun && by === 0) return;
    stream.text(this.inRun ? ')' : '[');
    if (by !== 0) stream.thousandths(by * 1000);
    stream.text('(');
    this.inRun = true;
  }

  private endRun(): void {
    if (this.inRun) stream.text(')] TJ\n');
    this.inRun = false;
  }

  private leave(): void {
    this.endRun();
    if (this.owner) stream.line('EMC');
    this.owner = undefined;
  }

  private mark(owner: Owner, operators: string, box: Box): void {
    for (const line of [this.open(owner, box), operators, 'EMC']) stream.line(line);
    if (owner.kind !== 'slot') return;
    const { id } = owner.slot;
    const known = this.boxes.get(id);
    this.boxes.set(id, known ? unite(known, box) : box);
  }

  private open(owner: Owner, box?: Box, actualText?: string): string {
    if (owner.kind === 'artifact') return `/Artifact <<${artifact(owner.type, box)}>> BDC`;
    const { id } = owner.slot;
    const type = this.drawing.typeOf(id);
    if (type === undefined) throw new Error(`content belongs to slot ${id}, which is in no element`);
    const mcid = this.slots.push(id) - 1;
    if (actualText !== undefined) return `/Span <</MCID ${mcid}/ActualText${textString(actualText)}>> BDC`;
    return `/${type} <</MCID ${mcid}>> BDC`;
  }

  private addLink(link: LinkTarget, box: Box): void {
    const known = this.links.get(link.id);
    if (!known) {
      this.links.set(link.id, { link, boxes: [box] });
      return;
    }
    const { boxes } = known;
    const last = boxes.at(-1)!;
    const sameLine = last[1] === box[1] && last[3] === box[3];
    if (sameLine && Math.abs(last[2] - box[0]) < LINK_GAP) last[2] = box[2];
    else if (sameLine && Math.abs(last[0] - box[2]) < LINK_GAP) last[0] = box[0];
    else boxes.push(box);
  }
}

function sameOwner(a: Owner, b: Owner): boolean {
  if (a === b) return true;
  if (a.kind === 'slot') return b.kind === 'slot' && a.slot.id === b.slot.id;
  return b.kind === 'artifact' && a.type === b.type;
}

function sameColor(a: Color, b: Color): boolean {
  return a === b || (a.red === b.red && a.green === b.green && a.blue === b.blue);
}

function fill(color: Color): string {
  return operator(color, 'g', 'rg');
}

function stroke(color: Color): string {
  return operator(color, 'G', 'RG');
}

function operator({ red, green, blue }: Color, grey: string, rgb: string): string {
  if (red === green && green === blue) return `${number(red)} ${grey}`;
  return `${numbers([red, green, blue])} ${rgb}`;
}
