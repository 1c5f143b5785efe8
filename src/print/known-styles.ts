import { digest } from '../cache/digest.js';
import type { Memo } from '../cache/memo.js';
import type { DocumentStyler, KeptStyles } from '../typeset/style/cascade.js';
import type { PressBook } from './press.js';

/** What decides, beside a section's own tree, what its elements look like. */
export interface LookNames {
  /** Stylesheets, fonts and other files that these name. */
  looks: string;
  /** These, and the document around the sections. */
  around: string;
}

export function lookNames({
  shells,
  sheets,
  assets,
}: Pick<PressBook, 'shells' | 'sheets' | 'assets'>): LookNames {
  const looks = digest(
    sheets.map(({ path, text }) => [path, text]),
    ...[...assets].flat(),
  );
  return { looks, around: digest(looks, shells.html, shells.body, shells.roots) };
}

/** The styles of a book's elements and pages as they were computed before: stylesheets are not read where nothing else is asked for. */
export class KnownStyles {
  private readonly name: string;

  constructor(
    private readonly memo: Memo,
    { around }: LookNames,
  ) {
    this.name = memo.key('styles', around);
  }

  get(): KeptStyles | undefined {
    return this.memo.recall(this.name);
  }

  keep(styler: DocumentStyler): void {
    const styles = styler.keep();
    if (styles) this.memo.keep(this.name, styles);
  }
}
