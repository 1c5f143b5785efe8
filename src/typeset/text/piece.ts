import type { Text } from 'hast';
import type { Color } from '../style/computed.js';
import type { Lexeme } from './lexeme.js';
import type { Inline, LinkTarget, Owner } from './line.js';
import type { Word } from './shape.js';
import type { TextStyle } from './text-style.js';

/** What all words of an inline have in common. */
export interface Run {
  readonly inline: Inline;
  readonly text: TextStyle;
  readonly owner: Owner;
  readonly link: LinkTarget | undefined;
  readonly node: Text | undefined;
  readonly rise: number;
  readonly color: Color;
  readonly decoration: 'underline' | 'line-through' | undefined;
  /** The line box that it needs, from the paragraph's baseline. */
  readonly above: number;
  readonly below: number;
}

/** What stands between two spaces. */
export interface Whole {
  width: number;
  readonly text: string;
}

/** How a word, or a part of one, stands to what is before it without a space. */
export interface Join {
  /** Whether a line may end before it: between a word and what follows in another style, ideographs. */
  readonly breakBefore: 'free' | 'hyphen' | 'address' | undefined;
  /** How far the place before it stretches where its script has no spaces; 0 for others, which never do. */
  readonly stretch: number;
  /** The word that it is a part of. */
  readonly whole: Whole;
}

/** A space, and how far it may be stretched and shrunk: mostly one for all those of a style. */
export interface Space {
  readonly word: Word;
  readonly width: number;
  readonly stretch: number;
  readonly shrink: number;
  /** Whether a line may end at it: the space is then dropped. */
  readonly breaks: boolean;
  /** Whether what stands on both sides of it belongs together, so that a line ends at it only in an emergency. */
  readonly clings: boolean;
}

/** A paragraph is a list of these. Points. */
export type Piece =
  | {
      kind: 'word';
      run: Run;
      level: number;
      width: number;
      lexeme: Lexeme;
      /** Where its first character stands in the run's node. */
      offset: number;
      /** Where it is in several styles or pieces. */
      join: Join | undefined;
    }
  | { kind: 'space'; run: Run; level: number; space: Space; offset: number }
  | {
      kind: 'box';
      level: number;
      width: number;
      height: number;
      depth: number;
      content: unknown;
      breakBefore: 'free' | undefined;
    }
  | { kind: 'leader'; run: Run; level: number; word: Word; width: number }
  | { kind: 'mark'; level: number; mark: unknown }
  | { kind: 'break'; level: number };

export type WordPiece = Extract<Piece, { kind: 'word' }>;
export type SpacePiece = Extract<Piece, { kind: 'space' }>;
