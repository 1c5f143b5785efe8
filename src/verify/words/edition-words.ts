import { wordsOf } from './words.js';

/** What an edition says, as words. */
export interface EditionWords {
  /** All running text in reading order, without notes and their calls. */
  text: string[];
  /** Each note by itself, in order. */
  notes: string[][];
}

/** Takes text in reading order, notes aside, even notes within notes. */
export class TextParts {
  private readonly text: string[] = [];
  private readonly notes: string[][] = [];
  private readonly open: string[][] = [];

  add(text: string): void {
    (this.open.at(-1) ?? this.text).push(text);
  }

  /** The end of a block: words do not go on over it. */
  space(): void {
    this.add('\n');
  }

  openNote(): void {
    const note: string[] = [];
    this.notes.push(note);
    this.open.push(note);
  }

  closeNote(): void {
    this.open.pop();
  }

  words(): EditionWords {
    return { text: wordsOf(this.text.join('')), notes: this.notes.map((note) => wordsOf(note.join(''))) };
  }
}
