import type { StructureType } from '../layout.js';
import type { ComputedStyle } from '../style/computed.js';
import type { Box, Mark, Piece } from './box.js';
import { LAYOUT_ARTIFACT, type StructureOptions, type StructureTree } from './structure.js';

/**
 * What stands in a block: boxes, and runs of inline content that become anonymous paragraphs between them. White space
 * between blocks is nothing. The structure tree gets a P around a run where its parent may not hold text itself; an
 * inline element that a block interrupts is closed before it and opened again after it.
 */
export class BlockContent {
  readonly boxes: Box[] = [];
  private run: Piece[] = [];
  private hasContent = false;
  private paragraphOpen = false;
  private readonly inlines: { type: StructureType; options: StructureOptions }[] = [];
  private suspended = false;
  /** Whether the last box is a part of the text that goes on after it. */
  private runsOn = false;

  constructor(
    private readonly style: ComputedStyle,
    private readonly tree: StructureTree,
  ) {}

  /** Text, an image, words still to come: what makes a run a paragraph. */
  add(makePiece: () => Piece): void {
    this.begin();
    this.run.push(makePiece());
    this.hasContent = true;
  }

  addText(text: string, makePiece: () => Piece): void {
    if (!this.hasContent && !keepsSpace(this.style) && isSpace(text)) return;
    this.add(makePiece);
  }

  /** Characters that are not seen, and tell how text around them runs. */
  addControl(text: string, style: ComputedStyle): void {
    this.run.push({ kind: 'text', text, style, owner: LAYOUT_ARTIFACT });
  }

  addMark(mark: Mark): void {
    this.run.push({ kind: 'mark', mark });
  }

  addBreak(): void {
    if (this.hasContent || this.run.length > 0) this.run.push({ kind: 'break' });
  }

  /** @param runsOn whether it is a part of the text around it for whoever copies that or hears it read */
  addBox(box: Box | undefined, runsOn = false): void {
    if (!box) return;
    this.flush();
    if (runsOn) endInBreak(this.boxes.at(-1));
    this.boxes.push(box);
    this.runsOn = runsOn;
  }

  openInline(type: StructureType, options: StructureOptions): void {
    this.begin();
    this.tree.open(type, options);
    this.inlines.push({ type, options });
  }

  closeInline(): void {
    this.inlines.pop();
    if (!this.suspended) this.tree.close();
    else if (this.inlines.length === 0) this.suspended = false;
  }

  /** Ends the run, before a block and at the end. */
  flush(): void {
    if (!this.suspended) for (const _ of this.inlines) this.tree.close();
    this.suspended = this.inlines.length > 0;
    const pieces = this.run;
    this.trimEnd(pieces);
    if (this.paragraphOpen) this.tree.close();
    this.paragraphOpen = false;
    if (
      this.hasContent ||
      pieces.some((piece) => piece.kind === 'mark' && (piece.mark as Mark).kind === 'hung')
    ) {
      if (this.runsOn) endInBreak(this.boxes.at(-1));
      this.runsOn = false;
      this.boxes.push({ kind: 'paragraph', style: this.style, pieces });
    } else {
      const marks = pieces.flatMap((piece) => (piece.kind === 'mark' ? [piece.mark as Mark] : []));
      if (marks.length > 0)
        this.boxes.push({ kind: 'block', style: anonymous(this.style), children: [], marks });
    }
    this.run = [];
    this.hasContent = false;
  }

  /** White space at the end of a run is nothing, and has no place in the structure. */
  private trimEnd(pieces: Piece[]): void {
    for (let i = pieces.length - 1; i >= 0; i--) {
      const piece = pieces[i]!;
      if (piece.kind === 'mark') continue;
      if (piece.kind !== 'text' || keepsSpace(piece.style) || !isSpace(piece.text)) return;
      pieces.splice(i, 1);
      const { owner } = piece;
      if (!pieces.some((other) => 'owner' in other && other.owner === owner)) this.tree.withdraw(owner);
    }
  }

  /** Opens the structure that content needs around it. */
  begin(): void {
    if (!this.paragraphOpen && (this.suspended || this.inlines.length === 0) && !this.tree.takesText) {
      this.tree.open('P');
      this.paragraphOpen = true;
    }
    if (this.suspended) for (const { type, options } of this.inlines) this.tree.open(type, options);
    this.suspended = false;
  }
}

/** Has the last line of a box end in the space that a break leaves, so that its words and those that follow stay apart. */
function endInBreak(box: Box | undefined): void {
  if (box?.kind === 'block') endInBreak(box.children.at(-1));
  if (box?.kind !== 'paragraph') return;
  const last = box.pieces.findLast(({ kind }) => kind !== 'mark');
  if (last?.kind === 'text') box.pieces.push({ kind: 'break' });
}

/** The style of an anonymous box: what is inherited of its parent's, without a box of its own. */
export function anonymous(style: ComputedStyle): ComputedStyle {
  const none = { ...style.borderTop, width: 0, style: 'none' as const };
  return {
    ...style,
    display: 'block',
    page: 'auto',
    marginTop: 0,
    marginRight: 0,
    marginBottom: 0,
    marginLeft: 0,
    paddingTop: 0,
    paddingRight: 0,
    paddingBottom: 0,
    paddingLeft: 0,
    borderTop: none,
    borderRight: none,
    borderBottom: none,
    borderLeft: none,
    backgroundColor: undefined,
    width: 'auto',
    maxWidth: 'none',
    height: 'auto',
    maxHeight: 'none',
    breakBefore: 'auto',
    breakAfter: 'auto',
    breakInside: 'auto',
    columnCount: 'auto',
    listStyleType: 'none',
  };
}

export function isSpace(text: string): boolean {
  return !/[^ \t\n\r\f]/.test(text);
}

function keepsSpace(style: ComputedStyle): boolean {
  return style.whiteSpace === 'pre' || style.whiteSpace === 'pre-wrap';
}
