import type { Element } from 'hast';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Image } from '../../manuscript/manuscript.js';
import type { StructureElement, StructureType } from '../layout.js';
import type { ComputedStyle } from '../style/computed.js';
import type { StyledDocument, StyledElement, StyledNode } from '../style/styled.js';
import type { LinkTarget, Owner } from '../text/line.js';
import { anonymous, BlockContent } from './block-content.js';
import type { BlockBox, Mark, NoteBox, Piece } from './box.js';
import { formatCounter, isOrdered, styleOfLabel } from './counter-format.js';
import { Counters } from './counters.js';
import { altOf, hasRole, idOf, internalTarget, isContents, structureOf } from './element-roles.js';
import { takeFirstLetter } from './first-letter.js';
import {
  attribute,
  type ContentContext,
  contentPieces,
  contentString,
  textPiece,
} from './generated-content.js';
import { makeTable } from './make-tables.js';
import { findNoteCalls, type NoteCalls } from './note-calls.js';
import { type PageUse, pageList } from './page-list.js';
import { plainText } from './plain-text.js';
import { Quotes } from './quotes.js';
import { LAYOUT_ARTIFACT, type StructureOptions, StructureTree } from './structure.js';

/** A document as boxes, with its structure and its notes in the order of their first calls. */
export interface BoxedDocument {
  root: BlockBox;
  structure: StructureElement;
  notes: NoteBox[];
  /** Every id that something in the document has. */
  ids: NoteCalls['ids'];
  diagnostics: Diagnostic[];
}

export interface BoxOptions {
  images: ReadonlyMap<string, Image>;
  /** How far a style's vertical-align moves it from its parent's baseline. Points, up is positive. */
  shift(style: ComputedStyle, parent: ComputedStyle): number;
}

/** Makes the boxes of a document, in one walk in reading order. Cost: linear. */
export function makeBoxes(document: StyledDocument, options: BoxOptions): BoxedDocument {
  return new BoxMaker(document, options).make();
}

/** What inline content stands in. */
export interface InlineContext {
  style: ComputedStyle;
  /** Points above the paragraph's baseline. */
  rise?: number;
  link?: LinkTarget;
  /** Words that stand instead of the text: the label of a note that is numbered by page. */
  label?: { note: string; style: string; done: boolean };
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

const HEADING = /^h([1-6])$/;

export class BoxMaker {
  readonly tree: StructureTree;
  private readonly counters = new Counters();
  private readonly diagnostics: Diagnostic[] = [];
  private readonly calls: NoteCalls;
  private readonly content: ContentContext;
  private readonly notes: NoteBox[] = [];
  private readonly placed = new Set<StyledElement>();
  private readonly unresolved = new Set<string>();
  /** Whether notes are numbered anew on each page. */
  private readonly numberedByPage: boolean;
  private readonly bookmarked: boolean;
  /** The values of counters where ids stand. */
  private readonly countersAt = new Map<string, ReadonlyMap<string, number>>();
  private places = 1;
  private contentsDepth = 0;
  /** The link that is open. */
  private link: LinkTarget | undefined;
  /** The named page of the open element: an element that asks for another one begins a group of pages. */
  private pageName = 'auto';
  /** The items of reversed lists. */
  private readonly countedDown = new WeakSet<object>();
  /** The list item of a definition list that its next `dd` goes into. */
  private readonly definitions: { item: boolean; body: StructureElement | undefined }[] = [];

  constructor(
    private readonly document: StyledDocument,
    private readonly options: BoxOptions,
  ) {
    this.tree = new StructureTree(document.root.style.lang);
    this.calls = findNoteCalls(document);
    this.content = {
      counters: this.counters,
      quotes: new Quotes(),
      calls: this.calls,
      countersAt: (id) => this.countersAt.get(id),
      newPlace: () => `place-${this.places++}`,
      unresolved: (target) => this.reportUnresolved(target),
    };
    const page = document.pages.resolve({ name: 'auto', side: 'right', first: false, blank: false, nth: 2 });
    this.numberedByPage = page.counterReset.some(({ name }) => name === 'footnote');
    this.bookmarked = someElement(document.root, ({ style }) => style.bookmarkLevel !== 'none');
  }

  make(): BoxedDocument {
    const root = this.block(this.document.root);
    for (const note of this.calls.called) if (!this.placed.has(note)) root.children.push(this.block(note));
    const structure = this.tree.finish();
    return { root, structure, notes: this.notes, ids: this.calls.ids, diagnostics: this.diagnostics };
  }

  /**
   * The box of a block-level element.
   *
   * @param apart whether its structure element is open already, as that of a note or a cell is
   */
  block(styled: StyledElement, apart = false): BlockBox {
    const { element, style } = styled;
    this.count(styled);
    const box: BlockBox = { kind: 'block', style, children: [], marks: this.marksOf(styled) };
    if (style.page !== this.pageName) box.page = style.page;
    const outerPage = this.pageName;
    this.pageName = style.page;
    const close = apart ? () => {} : this.openStructure(styled);
    const content = new BlockContent(style, this.tree);
    this.counters.enter();
    const context: InlineContext = { style };
    const opened = this.openLink(styled, content, context);
    if (style.display === 'list-item') this.marker(styled, box, content);
    if (this.tree.current.type === 'LI') this.tree.open('LBody');
    if (styled.before) this.generated(styled, 'before', content, context);
    if (element.tagName === 'img') this.image(styled, content, context);
    else if (style.pageList === 'merge') this.pages(styled, content);
    else this.children(styled.children, content, context);
    if (styled.after) this.generated(styled, 'after', content, context);
    this.closeLink(opened, content);
    content.flush();
    this.counters.leave();
    close();
    if (element.tagName === 'body')
      for (const part of content.boxes) {
        const mark = part.kind === 'block' ? part.marks.find(({ kind }) => kind === 'id') : undefined;
        if (part.kind === 'block' && mark?.kind === 'id') part.ends = mark.id;
      }
    this.pageName = outerPage;
    box.children = content.boxes;
    if (styled.firstLetter) takeFirstLetter(box, styled.firstLetter);
    return box;
  }

  /** The link that a block is, or stands in: its text is the link's. */
  private openLink(styled: StyledElement, content: BlockContent, context: InlineContext): OpenedInline {
    const outerLink = this.link;
    let count = 0;
    if (styled.element.tagName === 'a') count = this.openInline(styled, content, context, false);
    else if (outerLink) {
      context.link = outerLink;
      content.openInline('Link', { link: outerLink });
      count = 1;
    }
    this.link = context.link;
    return { count, outerLink };
  }

  private closeLink({ count, outerLink }: OpenedInline, content: BlockContent): void {
    for (let i = 0; i < count; i++) content.closeInline();
    this.link = outerLink;
  }

  /** Opens a structure element for what an element is; gives what closes it. */
  openStructure(styled: StyledElement): () => void {
    const { element } = styled;
    if (styled === this.document.root || element.tagName === 'body') return () => {};
    const { tree } = this;
    const contents = isContents(element);
    if (contents) this.contentsDepth++;
    const leave = () => {
      if (contents) this.contentsDepth--;
    };
    if (element.tagName === 'a') return leave;
    if (element.tagName === 'dl') this.definitions.push({ item: false, body: undefined });
    if (element.tagName === 'dt' || element.tagName === 'dd') return this.openDefinition(styled);
    if (element.tagName === 'li') {
      const item = tree.open(tree.current.type === 'TOC' ? 'TOCI' : 'LI', this.optionsOf(styled));
      return () => {
        if (tree.current !== item) tree.close();
        tree.close();
      };
    }
    const found = structureOf(styled, tree, this.contentsDepth > 0);
    if (!found) {
      const language = this.languageOf(styled);
      if (language.lang === undefined) return leave;
      tree.open(tree.takesText ? 'Span' : 'Div', language);
      return () => tree.close();
    }
    tree.open(found.type, { ...found.options, ...this.optionsOf(styled) });
    return () => {
      if (element.tagName === 'dl') this.closeDefinitions();
      tree.close();
      leave();
    };
  }

  optionsOf(styled: StyledElement): StructureOptions {
    const id = idOf(styled.element);
    return { ...(id === undefined ? {} : { id }), ...this.languageOf(styled) };
  }

  /** Children in order: text and inline elements go into runs, blocks stand between. */
  children(children: readonly StyledNode[], content: BlockContent, context: InlineContext): void {
    for (const child of children) {
      if (child.kind === 'text') {
        const { node } = child;
        if (context.label) this.label(context, content);
        else if (node.value !== '')
          content.addText(node.value, () => ({
            kind: 'text',
            text: node.value,
            style: context.style,
            owner: this.tree.owner(),
            node,
            offset: 0,
            ...riseOf(context),
            ...(context.link ? { link: context.link } : {}),
          }));
      } else this.element(child, content, context);
    }
  }

  /** Whether an element is shown where it stands: not one without a box, nor a note that is called elsewhere. */
  stands(styled: StyledElement): boolean {
    return styled.style.display !== 'none' && !this.calls.called.has(styled);
  }

  private element(styled: StyledElement, content: BlockContent, context: InlineContext): void {
    const { element, style } = styled;
    if (!this.stands(styled)) return;
    if (this.contentsDepth > 0 && this.callsNote(element)) return;
    if (style.float === 'footnote') this.generatedNote(styled, content, context);
    else if (element.tagName === 'br') content.addBreak();
    else if (style.display === 'table') {
      content.flush();
      content.addBox(makeTable(styled, this));
    } else if (BLOCK_LEVEL.has(style.display)) {
      content.flush();
      content.addBox(this.block(styled));
    } else this.inline(styled, content, context);
  }

  /** Whether a link leads to a note: contents leave it out. */
  private callsNote(element: Element): boolean {
    const target = element.tagName === 'a' ? internalTarget(element) : undefined;
    const note = target === undefined ? undefined : this.calls.ids.get(target);
    return note !== undefined && this.calls.called.has(note);
  }

  private inline(styled: StyledElement, content: BlockContent, outer: InlineContext): void {
    const { element, style } = styled;
    this.count(styled);
    for (const mark of this.marksOf(styled)) content.addMark(mark);
    if (element.tagName === 'img') {
      this.image(styled, content, outer);
      return;
    }
    const context: InlineContext = { ...outer, style };
    const rise = (outer.rise ?? 0) + this.options.shift(style, outer.style);
    if (rise !== 0 || outer.rise !== undefined) context.rise = rise;
    const note = this.calls.calls.get(element);
    const outerLink = this.link;
    const count = this.openInline(styled, content, context, note !== undefined);
    this.link = context.link;
    if (note && this.numberedByPage) context.label = this.labelOf(note, plainText(styled, new Set()));
    else if (this.numberedByPage && this.isLabel(styled))
      context.label = this.labelOf(this.building!, plainText(styled, new Set()));
    this.counters.enter();
    if (styled.before) this.generated(styled, 'before', content, context);
    if (style.pageList === 'merge') this.pages(styled, content);
    else this.children(styled.children, content, context);
    if (styled.after) this.generated(styled, 'after', content, context);
    this.counters.leave();
    this.closeLink({ count, outerLink }, content);
    if (note && !this.placed.has(note)) this.placeNote(note, content);
  }

  /** Opens the structure of an inline element; gives how many elements that were. */
  private openInline(
    styled: StyledElement,
    content: BlockContent,
    context: InlineContext,
    call: boolean,
  ): number {
    const { element } = styled;
    if (element.tagName === 'a') {
      const link = this.linkOf(styled);
      if (!link) return 0;
      context.link = link;
      const outer: StructureType | undefined =
        call || this.contentsDepth > 0 ? 'Reference' : this.isLabel(styled) ? 'Lbl' : undefined;
      if (outer) content.openInline(outer, {});
      content.openInline('Link', { link, ...this.languageOf(styled) });
      return outer ? 2 : 1;
    }
    const found = structureOf(styled, this.tree, false);
    if (found && (found.type === 'Code' || found.type === 'Quote')) {
      content.openInline(found.type, this.languageOf(styled));
      return 1;
    }
    const language = this.languageOf(styled);
    if (language.lang === undefined) return 0;
    content.openInline('Span', language);
    return 1;
  }

  // ── Notes ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The note that is being built: its back link is its label. */
  private building: StyledElement | undefined;

  private placeNote(styled: StyledElement, content: BlockContent): void {
    this.placed.add(styled);
    const id = idOf(styled.element)!;
    const note: NoteBox = { index: this.notes.length, id, area: styled.style.footnoteArea, box: undefined! };
    this.notes.push(note);
    const outer = { building: this.building, link: this.link };
    this.building = styled;
    this.link = undefined;
    note.box = this.tree.note({ id, ...this.noteLanguage(styled) }, () => this.block(styled, true));
    Object.assign(this, outer);
    content.addMark({ kind: 'note', note });
  }

  /** A note that stands where it is called (CSS GCPM): its call and its marker are generated. */
  private generatedNote(styled: StyledElement, content: BlockContent, context: InlineContext): void {
    if (this.placed.has(styled)) return;
    this.placed.add(styled);
    if (!styled.style.counterIncrement.some(({ name }) => name === 'footnote'))
      this.counters.increment({ name: 'footnote', value: 1 });
    const id = idOf(styled.element) ?? `footnote-${this.notes.length + 1}`;
    const note: NoteBox = { index: this.notes.length, id, area: styled.style.footnoteArea, box: undefined! };
    this.notes.push(note);
    const callStyle = styled.footnoteCall?.style ?? raised(context.style);
    const markerStyle = styled.footnoteMarker?.style ?? styled.style;
    const number = [{ kind: 'counter' as const, name: 'footnote', style: 'decimal' }];
    const link = this.tree.linkTarget(plainText(styled, this.calls.calls), { dest: id });
    const generate = (
      items: typeof number,
      style: ComputedStyle,
      target: LinkTarget | undefined,
    ): Piece[] => {
      const counter = items.find((item) => item.kind === 'counter' && item.name === 'footnote');
      if (!this.numberedByPage || !counter)
        return contentPieces(items, style, styled, this.content, () => this.tree.owner(), target);
      return [this.numberPiece(id, counter.style, style, this.tree.owner(), target)];
    };
    const callItems = (styled.footnoteCall?.content ?? number) as typeof number;
    const markerItems = (styled.footnoteMarker?.content ?? [
      ...number,
      { kind: 'text', text: '. ' },
    ]) as typeof number;
    content.openInline('Reference', {});
    content.openInline('Link', { link });
    for (const piece of generate(callItems, callStyle, link)) content.add(() => piece);
    content.closeInline();
    content.closeInline();
    note.box = this.tree.note({ id, ...this.noteLanguage(styled) }, () => {
      const inner = new BlockContent(styled.style, this.tree);
      inner.openInline('Lbl', {});
      for (const piece of generate(markerItems, markerStyle, undefined)) inner.add(() => piece);
      inner.closeInline();
      this.counters.enter();
      this.children(styled.children, inner, { style: styled.style });
      this.counters.leave();
      inner.flush();
      return {
        kind: 'block',
        style: styled.style,
        children: inner.boxes,
        marks: [...this.marksOf(styled), ...(idOf(styled.element) ? [] : [{ kind: 'id' as const, id }])],
      };
    });
    content.addMark({ kind: 'note', note });
  }

  private labelOf(note: StyledElement, label: string): NonNullable<InlineContext['label']> {
    return { note: idOf(note.element)!, style: styleOfLabel(label), done: false };
  }

  private label(context: InlineContext, content: BlockContent): void {
    const label = context.label!;
    if (label.done) return;
    label.done = true;
    content.add(() =>
      this.numberPiece(label.note, label.style, context.style, this.tree.owner(), context.link),
    );
  }

  private numberPiece(
    note: string,
    counterStyle: string,
    style: ComputedStyle,
    owner: Owner,
    link: LinkTarget | undefined,
  ): Piece {
    return {
      kind: 'deferred',
      resolve: (pages) => [textPiece(formatCounter(pages.note(note) ?? 1, counterStyle), style, owner, link)],
    };
  }

  /** Whether a link is the label of the note that is being built, leading back to its call. */
  private isLabel({ element }: StyledElement): boolean {
    if (!this.building || element.tagName !== 'a') return false;
    if (hasRole(element, 'doc-backlink')) return true;
    const target = internalTarget(element);
    const call = target === undefined ? undefined : this.calls.ids.get(target);
    return call !== undefined && this.calls.calls.get(call.element) === this.building;
  }

  // ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────

  private marker(styled: StyledElement, box: BlockBox, content: BlockContent): void {
    const { style } = styled;
    const { tree } = this;
    const inItem = tree.current.type === 'LI';
    const pieces: Piece[] = [];
    const owner = () => {
      if (!inItem) return tree.current.type === 'TOCI' ? LAYOUT_ARTIFACT : tree.owner();
      if (tree.current.type !== 'Lbl') tree.open('Lbl');
      return tree.owner();
    };
    if (styled.marker && styled.marker.content.length > 0) {
      pieces.push(
        ...contentPieces(styled.marker.content, styled.marker.style, styled, this.content, owner, undefined),
      );
    } else {
      const text = markerText(this.counters.value('list-item'), style.listStyleType);
      if (text !== '') pieces.push(textPiece(text, styled.marker?.style ?? style, owner()));
    }
    if (tree.current.type === 'Lbl') tree.close();
    if (pieces.length === 0) return;
    if (style.listStylePosition === 'inside') {
      for (const piece of pieces) content.add(() => piece);
      content.add(() => textPiece(' ', style, tree.owner()));
    } else box.marker = { style: styled.marker?.style ?? style, pieces };
  }

  private openDefinition(styled: StyledElement): () => void {
    const { tree } = this;
    const list = this.definitions[this.definitions.length - 1];
    if (!list) return () => {};
    if (styled.element.tagName === 'dt') {
      if (list.body) {
        list.body = undefined;
        list.item = false;
        tree.close();
      }
      if (!list.item) {
        tree.open('LI');
        list.item = true;
      }
      tree.open('Lbl', this.optionsOf(styled));
      return () => tree.close();
    }
    if (!list.item) {
      tree.open('LI');
      list.item = true;
    }
    if (list.body) tree.reopen(list.body);
    else list.body = tree.open('LBody', this.optionsOf(styled));
    return () => tree.close();
  }

  private closeDefinitions(): void {
    if (this.definitions.pop()?.item) this.tree.close();
  }

  // ── Generated content, images, links ───────────────────────────────────────────────────────────────────────────

  private generated(
    styled: StyledElement,
    part: 'before' | 'after',
    content: BlockContent,
    context: InlineContext,
  ): void {
    const pseudo = styled[part]!;
    this.counters.enter();
    for (const change of pseudo.style.counterReset) this.counters.reset(change);
    for (const change of pseudo.style.counterIncrement) this.counters.increment(change);
    const isBlock = BLOCK_LEVEL.has(pseudo.style.display);
    const target = isBlock ? new BlockContent(pseudo.style, this.tree) : content;
    if (pseudo.content.length > 0) {
      target.begin();
      const pieces = contentPieces(
        pseudo.content,
        pseudo.style,
        styled,
        this.content,
        () => this.tree.owner(),
        context.link,
      );
      for (const piece of pieces) target.add(() => piece);
    }
    this.counters.leave();
    if (!isBlock) return;
    target.flush();
    content.addBox({ kind: 'block', style: pseudo.style, children: target.boxes, marks: [] });
  }

  private image(styled: StyledElement, content: BlockContent, context: InlineContext): void {
    const { element } = styled;
    const source = attribute(element, 'src') ?? '';
    const image = this.options.images.get(source);
    const alt = altOf(element);
    if (!image) {
      this.diagnostics.push(diagnostic('image-unknown', `The image “${source}” is not part of the book.`));
      if (alt !== '') content.add(() => textPiece(alt, context.style, this.tree.owner(), context.link));
      return;
    }
    content.add(() => {
      const { tree } = this;
      if (alt === '') return { kind: 'image', style: styled.style, image, owner: LAYOUT_ARTIFACT };
      if (tree.within('Figure')) return { kind: 'image', style: styled.style, image, owner: tree.owner() };
      tree.open('Figure', { alt });
      const owner = tree.owner();
      tree.close();
      return { kind: 'image', style: styled.style, image, owner };
    });
  }

  private pages(styled: StyledElement, content: BlockContent): void {
    const links: StyledElement[] = [];
    someElement(styled, (inner) => {
      if (inner.element.tagName === 'a' && internalTarget(inner.element) !== undefined) links.push(inner);
      return false;
    });
    if (links.length === 0) return;
    content.openInline('Span', {});
    const parent = this.tree.current;
    const uses: PageUse[] = [];
    for (const inner of links) {
      const link = this.linkOf(inner);
      if (!link || !('dest' in link)) continue;
      const element = this.tree.open('Link', { link });
      uses.push({ target: link.dest, owner: this.tree.owner(), link, element });
      this.tree.close();
    }
    const piece = pageList(uses, styled.style, parent);
    content.add(() => piece);
    content.closeInline();
  }

  private linkOf(styled: StyledElement): LinkTarget | undefined {
    const href = attribute(styled.element, 'href');
    if (href === undefined || href === '') return undefined;
    const contents = attribute(styled.element, 'aria-label') ?? (plainText(styled, new Set()) || href);
    const target = internalTarget(styled.element);
    if (target === undefined)
      return href.startsWith('#') ? undefined : this.tree.linkTarget(contents, { uri: href });
    if (this.calls.ids.has(target)) return this.tree.linkTarget(contents, { dest: target });
    this.reportUnresolved(target);
    return undefined;
  }

  /** Its language, where that is not the one around it. */
  private languageOf({ style }: StyledElement): { lang?: string } {
    const { lang } = style;
    return lang !== '' && lang !== this.tree.language ? { lang } : {};
  }

  /** A note is placed after the paragraph that calls it, whose own language may be another. */
  private noteLanguage({ style }: StyledElement): { lang?: string } {
    const base = this.document.root.style.lang;
    const { lang } = style;
    return lang !== '' && (lang !== base || this.tree.language !== base) ? { lang } : {};
  }

  private reportUnresolved(target: string): void {
    if (this.unresolved.has(target)) return;
    this.unresolved.add(target);
    this.diagnostics.push(
      diagnostic('reference-unresolved', `Nothing in the book has the id “${target}” that a link leads to.`),
    );
  }

  // ── Counters and marks ─────────────────────────────────────────────────────────────────────────────────────────

  count({ element, style }: StyledElement): void {
    const name = element.tagName;
    if (name === 'ol' || name === 'ul' || name === 'menu') {
      const reversed = element.properties.reversed === true || element.properties.reversed === '';
      const items = element.children.filter((child) => child.type === 'element' && child.tagName === 'li');
      const start = Number(element.properties.start ?? (reversed ? items.length : 1));
      if (reversed) for (const item of items) this.countedDown.add(item);
      const first = Number.isFinite(start) ? start : 1;
      this.counters.reset({ name: 'list-item', value: reversed ? first + 1 : first - 1 });
    }
    for (const change of style.counterReset) if (change.name !== 'page') this.counters.reset(change);
    if (
      style.display === 'list-item' &&
      !style.counterIncrement.some((change) => change.name === 'list-item')
    ) {
      const value = Number(element.properties.value ?? Number.NaN);
      if (Number.isFinite(value) && element.properties.value !== '')
        this.counters.set({ name: 'list-item', value });
      else this.counters.increment({ name: 'list-item', value: this.countedDown.has(element) ? -1 : 1 });
    }
    for (const change of style.counterIncrement) if (change.name !== 'page') this.counters.increment(change);
    for (const change of style.counterSet) if (change.name !== 'page') this.counters.set(change);
  }

  marksOf(styled: StyledElement): Mark[] {
    const { element, style } = styled;
    const marks: Mark[] = [];
    for (const { name, value } of style.counterReset)
      if (name === 'page') marks.push({ kind: 'page-counter', change: 'set', value });
    for (const { name, value } of style.counterIncrement)
      if (name === 'page') marks.push({ kind: 'page-counter', change: 'increment', value });
    for (const { name, value } of style.counterSet)
      if (name === 'page') marks.push({ kind: 'page-counter', change: 'set', value });
    const id = idOf(element);
    if (id !== undefined && this.calls.ids.get(id) === styled) {
      marks.push({ kind: 'id', id });
      this.countersAt.set(id, this.counters.snapshot());
    }
    for (const { name, content } of style.stringSet)
      marks.push({ kind: 'string', name, value: contentString(content, style, styled, this.content) });
    const level = this.bookmarkLevel(styled);
    if (level !== undefined) {
      const title = contentString(style.bookmarkLabel, style, styled, this.content).trim();
      const place = id ?? `bookmark-${this.bookmarks++}`;
      if (id === undefined) marks.push({ kind: 'id', id: place });
      if (title !== '') marks.push({ kind: 'bookmark', level, title, id: place });
    }
    return marks;
  }

  private bookmarks = 1;

  private bookmarkLevel({ element, style }: StyledElement): number | undefined {
    if (this.bookmarked) return style.bookmarkLevel === 'none' ? undefined : style.bookmarkLevel;
    const heading = HEADING.exec(element.tagName);
    return heading ? Number(heading[1]) : undefined;
  }
}

/** The vertical-align of a block (a table's cell) does not move its text. */
function riseOf({ rise, style }: InlineContext): { rise?: number } {
  if (rise !== undefined) return { rise };
  return style.verticalAlign === 'baseline' || style.display === 'inline' ? {} : { rise: 0 };
}

function markerText(value: number, type: string): string {
  if (type.startsWith('"')) return type.slice(1, -1);
  const text = formatCounter(value, type);
  return isOrdered(type) && text !== '' ? `${text}.` : text;
}

function raised(style: ComputedStyle): ComputedStyle {
  return { ...anonymous(style), display: 'inline', verticalAlign: 'super', fontSize: style.fontSize * 0.7 };
}

function someElement(styled: StyledElement, test: (styled: StyledElement) => boolean): boolean {
  const stack: StyledElement[] = [styled];
  for (let current = stack.pop(); current; current = stack.pop()) {
    if (test(current)) return true;
    for (let i = current.children.length - 1; i >= 0; i--) {
      const child = current.children[i]!;
      if (child.kind === 'element') stack.push(child);
    }
  }
  return false;
}
