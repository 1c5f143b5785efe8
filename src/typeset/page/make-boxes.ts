import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { StructureElement } from '../layout.js';
import type { ComputedStyle } from '../style/computed.js';
import type { StyledDocument, StyledElement, StyledNode } from '../style/styled.js';
import type { LinkTarget } from '../text/line.js';
import { BlockContent } from './block-content.js';
import type { BlockBox, NoteBox } from './box.js';
import { BoxContext, type BoxOptions, type BoxState } from './box-context.js';
import { countElement, marksOf } from './element-marks.js';
import { altOf, hasRole, idOf, internalTarget, isContents, structureOf } from './element-roles.js';
import { takeFirstLetter, takeFirstLine } from './first-letter.js';
import { attribute, contentPieces, textPiece } from './generated-content.js';
import { isolationOf } from './isolation.js';
import { addMarker, Definitions } from './list-items.js';
import {
  generateNote,
  isBackLink,
  isOwnLabel,
  labelOf,
  labelPiece,
  type NoteLabel,
  placeNote,
} from './make-notes.js';
import { makeTable } from './make-tables.js';
import type { NoteCalls } from './note-calls.js';
import { isHung } from './page-geometry.js';
import { type PageUse, pageList } from './page-list.js';
import { LAYOUT_ARTIFACT, type SlotNumbers } from './structure.js';

/** A document as boxes, with its structure and its notes in the order of their first calls. */
export interface BoxedDocument {
  root: BlockBox;
  structure: StructureElement;
  notes: NoteBox[];
  /** Every id that something in the document has. */
  ids: NoteCalls['ids'];
  calls: NoteCalls;
  /** How it leaves the body to what comes next. */
  after: BoxState | undefined;
  /** Whether its headings, or those that it leaves open, depend on those before it. */
  inheritsHeadings: boolean;
  /** The numbers that the next slot and link of the book have. */
  next: SlotNumbers;
  diagnostics: Diagnostic[];
}

/** Makes the boxes of a document, in one walk in reading order. Cost: linear. */
export function makeBoxes(document: StyledDocument, options: BoxOptions): BoxedDocument {
  const context = new BoxContext(document, options);
  const maker = new BoxMaker(context);
  const root = maker.block(document.root);
  // A note whose calls all stand where nothing is set (in the contents) is set at the end rather than lost.
  for (const note of context.calls.called) if (context.place(note)) root.children.push(maker.block(note));
  const { notes, diagnostics, calls, after, tree } = context;
  const { inheritsHeadings } = tree;
  const structure = tree.finish();
  const { ids } = calls;
  return { root, structure, notes, ids, calls, after, inheritsHeadings, next: tree.next, diagnostics };
}

/** What inline content stands in. */
export interface InlineContext {
  style: ComputedStyle;
  /** Points above the paragraph's baseline. */
  rise?: number;
  link?: LinkTarget;
  /** Stands instead of the text. */
  label?: NoteLabel;
}

/** Inline elements that were opened in the structure, and the link around them. */
interface OpenedInline {
  count: number;
  outerLink: LinkTarget | undefined;
}

const BLOCK_LEVEL = new Set([
  'block',
  'list-item',
  'table',
  'table-row-group',
  'table-header-group',
  'table-footer-group',
  'table-row',
  'table-cell',
  'table-caption',
]);

export class BoxMaker {
  private readonly definitions: Definitions;

  constructor(readonly context: BoxContext) {
    this.definitions = new Definitions(context);
  }

  /**
   * The box of a block-level element.
   *
   * @param apart whether its structure element is open already, as that of a note or a cell is
   */
  block(styled: StyledElement, apart = false): BlockBox {
    const { context } = this;
    const { tree, counters } = context;
    const { element, style } = styled;
    countElement(styled, context);
    const box: BlockBox = { kind: 'block', style, children: [], marks: marksOf(styled, context) };
    const outerPage = context.page;
    if (style.page !== outerPage) box.page = style.page;
    context.page = style.page;
    const close = apart ? () => {} : this.openStructure(styled);
    const content = new BlockContent(style, tree);
    const inline: InlineContext = { style };
    const opened = this.openLink(styled, content, inline);
    counters.enter();
    if (element.tagName === 'body') context.enterBody();
    if (style.display === 'list-item') addMarker(styled, box, content, context);
    if (tree.current.type === 'LI') tree.open('LBody');
    if (element.tagName === 'img') this.image(styled, content, inline);
    else this.inside(styled, content, inline);
    if (element.tagName === 'body') context.leaveBody();
    counters.leave();
    this.closeLink(opened, content);
    content.flush();
    close();
    context.page = outerPage;
    box.children = content.boxes;
    if (element.tagName === 'body') markEnds(box);
    if (styled.firstLetter) takeFirstLetter(box, styled.firstLetter);
    if (styled.firstLine) takeFirstLine(box, styled.firstLine);
    return box;
  }

  /** Children in order: text and inline elements go into runs, blocks stand between. */
  children(children: readonly StyledNode[], content: BlockContent, inline: InlineContext): void {
    const { context } = this;
    for (const child of children) {
      if (child.kind === 'element') {
        this.element(child, content, inline);
        continue;
      }
      const { node } = child;
      const { style, link, label } = inline;
      if (label) {
        content.begin();
        const piece = labelPiece(label, style, link, context);
        if (piece) content.add(() => piece);
      } else if (node.value !== '')
        content.addText(node.value, () => ({
          kind: 'text',
          text: node.value,
          style,
          owner: context.tree.owner(),
          node,
          offset: 0,
          ...riseOf(inline),
          ...(link ? { link } : {}),
        }));
    }
  }

  /** What stands in an element, with what is generated before and after it. */
  private inside(styled: StyledElement, content: BlockContent, inline: InlineContext): void {
    if (styled.before) this.generated(styled, 'before', content, inline);
    if (styled.style.pageList === 'merge') this.pages(styled, content);
    else this.children(styled.children, content, inline);
    if (styled.after) this.generated(styled, 'after', content, inline);
  }

  private element(styled: StyledElement, content: BlockContent, inline: InlineContext): void {
    const { context } = this;
    const { element, style } = styled;
    if (!context.stands(styled)) return;
    if (context.inContents && context.callsNote(styled)) return;
    if (style.float === 'footnote') {
      if (context.place(styled)) generateNote(styled, content, this);
    } else if (isHung(style)) this.hung(styled, content);
    else if (element.tagName === 'br') content.addBreak();
    else if (BLOCK_LEVEL.has(style.display)) {
      content.flush();
      const runsOn = this.runsOn(styled);
      content.addBox(style.display === 'table' ? makeTable(styled, this) : this.block(styled), runsOn);
    } else this.inline(styled, content, inline);
  }

  private inline(styled: StyledElement, content: BlockContent, outer: InlineContext): void {
    const { context } = this;
    const { counters } = context;
    const { element, style } = styled;
    countElement(styled, context);
    for (const mark of marksOf(styled, context)) content.addMark(mark);
    if (element.tagName === 'img') {
      this.image(styled, content, outer);
      return;
    }
    const inline: InlineContext = { ...outer, style };
    const rise = (outer.rise ?? 0) + context.options.shift(style, outer.style);
    if (rise !== 0 || outer.rise !== undefined) inline.rise = rise;
    const outerLink = context.link;
    const count = this.openInline(styled, content, inline);
    context.link = inline.link;
    const label = labelOf(styled, context);
    if (label) inline.label = label;
    counters.enter();
    const isolation = isolationOf(styled, outer.style);
    if (isolation) content.addControl(isolation.opens, style);
    this.inside(styled, content, inline);
    if (isolation) content.addControl(isolation.closes, style);
    counters.leave();
    this.closeLink({ count, outerLink }, content);
    const note = context.calls.calls.get(element);
    if (note && context.place(note)) placeNote(note, content, this);
  }

  /** What hangs in the margin takes no part in the line; it is read where it stands in the text. */
  private hung(styled: StyledElement, content: BlockContent): void {
    const { context } = this;
    const { counters, tree } = context;
    const { style } = styled;
    countElement(styled, context);
    for (const mark of marksOf(styled, context)) content.addMark(mark);
    const inline: InlineContext = { style };
    const outerLink = context.link;
    content.openInline('Span', context.languageOf(styled));
    const count = 1 + this.openInline(styled, content, inline);
    context.link = inline.link;
    const inner = new BlockContent(style, tree);
    counters.enter();
    this.inside(styled, inner, inline);
    counters.leave();
    inner.flush();
    for (const { pieces } of inner.boxes.filter((box) => box.kind === 'paragraph'))
      content.addMark({ kind: 'hung', style, pieces });
    this.closeLink({ count, outerLink }, content);
  }

  // ── Structure ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Opens a structure element for what a block is; gives what closes it. */
  private openStructure(styled: StyledElement): () => void {
    const { context, definitions } = this;
    const { tree } = context;
    const { element } = styled;
    const name = element.tagName;
    if (name === 'html' || name === 'body' || name === 'a') return () => {};
    if (name === 'dt' || name === 'dd') return definitions.open(styled);
    if (name === 'li') {
      const item = tree.open(tree.current.type === 'TOC' ? 'TOCI' : 'LI', context.optionsOf(styled));
      return () => {
        if (tree.current !== item) tree.close();
        tree.close();
      };
    }
    const { inContents, note } = context;
    if (hasRole(element, 'doc-footnote')) {
      // A note that stands where it is, in a list of them.
      tree.open('Note', { id: idOf(element) ?? context.newPlace(), ...context.optionsOf(styled) });
      context.note = styled;
      return () => {
        tree.close();
        context.note = note;
      };
    }
    if (isContents(element)) context.inContents = true;
    const found = structureOf(styled, tree, context.inContents) ?? this.foreign(styled);
    if (!found) return () => {};
    tree.open(found.type, { ...found.options, ...context.optionsOf(styled) });
    if (name === 'dl') definitions.begin();
    return () => {
      if (name === 'dl') definitions.end();
      tree.close();
      context.inContents = inContents;
    };
  }

  /**
   * Whether a block (`em { display: block }`) is a part of the text around it for whoever copies it or hears it read.
   */
  private runsOn(styled: StyledElement): boolean {
    const { tree, inContents } = this.context;
    return tree.takesText && !structureOf(styled, tree, inContents);
  }

  /** An element that says nothing but what language it is in. */
  private foreign(styled: StyledElement) {
    const { tree } = this.context;
    if (this.context.languageOf(styled).lang === undefined) return undefined;
    return { type: tree.takesText ? ('Span' as const) : ('Div' as const), options: {} };
  }

  /** Opens the structure of an inline element; gives how many elements that were. */
  private openInline(styled: StyledElement, content: BlockContent, inline: InlineContext): number {
    const { context } = this;
    const { element } = styled;
    const language = context.languageOf(styled);
    if (element.tagName === 'a') {
      const link = context.linkOf(styled);
      if (!link) return 0;
      inline.link = link;
      const refers = context.inContents || context.calls.references.has(element);
      const outer = refers
        ? 'Reference'
        : isBackLink(styled, context) || isOwnLabel(styled, context)
          ? 'Lbl'
          : undefined;
      if (outer) content.openInline(outer, {});
      content.openInline('Link', { link, ...language });
      return outer ? 2 : 1;
    }
    const type = element.tagName === 'code' ? 'Code' : element.tagName === 'q' ? 'Quote' : 'Span';
    if (type === 'Span' && language.lang === undefined) return 0;
    content.openInline(type, language);
    return 1;
  }

  /** The link that a block is, or stands in: its text is the link's. */
  private openLink(styled: StyledElement, content: BlockContent, inline: InlineContext): OpenedInline {
    const outerLink = this.context.link;
    let count = 0;
    if (styled.element.tagName === 'a') count = this.openInline(styled, content, inline);
    else if (outerLink) {
      inline.link = outerLink;
      content.openInline('Link', { link: outerLink });
      count = 1;
    }
    this.context.link = inline.link;
    return { count, outerLink };
  }

  private closeLink({ count, outerLink }: OpenedInline, content: BlockContent): void {
    for (let i = 0; i < count; i++) content.closeInline();
    this.context.link = outerLink;
  }

  // ── Generated content and images ───────────────────────────────────────────────────────────────────────────────

  private generated(
    styled: StyledElement,
    part: 'before' | 'after',
    content: BlockContent,
    inline: InlineContext,
  ): void {
    const { tree, counters } = this.context;
    const { style, content: items } = styled[part]!;
    counters.enter();
    for (const change of style.counterReset) counters.reset(change);
    for (const change of style.counterIncrement) counters.increment(change);
    const isBlock = BLOCK_LEVEL.has(style.display);
    const target = isBlock ? new BlockContent(style, tree) : content;
    if (items.length > 0) target.begin();
    const pieces = contentPieces(items, style, styled, this.context.content, () => tree.owner(), inline.link);
    for (const piece of pieces) target.add(() => piece);
    counters.leave();
    if (!isBlock) return;
    target.flush();
    content.addBox({ kind: 'block', style, children: target.boxes, marks: [] });
  }

  private image(styled: StyledElement, content: BlockContent, inline: InlineContext): void {
    const { tree, options, diagnostics } = this.context;
    const { element, style } = styled;
    const source = attribute(element, 'src') ?? '';
    const image = options.images.get(source);
    const alt = altOf(element);
    if (!image) {
      diagnostics.push(diagnostic('image-unknown', `The image “${source}” is not part of the book.`));
      if (alt !== '') content.add(() => textPiece(alt, inline.style, tree.owner(), inline.link));
      return;
    }
    content.add(() => {
      if (alt === '') return { kind: 'image', style, image, owner: LAYOUT_ARTIFACT };
      const own = !tree.within('Figure');
      if (own) tree.open('Figure', { alt });
      const owner = tree.owner();
      if (own) tree.close();
      return { kind: 'image', style, image, owner };
    });
  }

  /** Links to places become the numbers of their pages. */
  private pages(styled: StyledElement, content: BlockContent): void {
    const { context } = this;
    const { tree } = context;
    content.openInline('Span', {});
    const parent = tree.current;
    const uses: PageUse[] = [];
    for (const inner of linksIn(styled)) {
      const link = context.linkOf(inner);
      if (!link || !('dest' in link)) continue;
      const element = tree.open('Link', { link });
      uses.push({ target: link.dest, owner: tree.owner(), link, element });
      tree.close();
    }
    if (uses.length > 0) {
      const piece = pageList(uses, styled.style, parent);
      content.add(() => piece);
    }
    content.closeInline();
  }
}

/** The parts of a book are the children of its body. */
function markEnds(body: BlockBox): void {
  for (const part of body.children) {
    if (part.kind !== 'block') continue;
    const mark = part.marks.find(({ kind }) => kind === 'id');
    if (mark?.kind === 'id') part.ends = mark.id;
  }
}

function linksIn(styled: StyledElement): StyledElement[] {
  return styled.children.flatMap((child): StyledElement[] => {
    if (child.kind !== 'element') return [];
    const isLink = child.element.tagName === 'a' && internalTarget(child.element) !== undefined;
    return isLink ? [child] : linksIn(child);
  });
}

/** The vertical-align of a block (a table's cell) does not move its text. */
function riseOf({ rise, style }: InlineContext): { rise?: number } {
  if (rise !== undefined) return { rise };
  return style.verticalAlign === 'baseline' || style.display === 'inline' ? {} : { rise: 0 };
}
