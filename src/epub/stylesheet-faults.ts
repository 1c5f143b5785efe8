import type { Block, CssNode } from 'css-tree';
import parse from 'css-tree/parser';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';

/** What no checker of EPUBs would let pass in a stylesheet: those only know the lines of all stylesheets together. */
export function stylesheetFaults(source: Source): Diagnostic[] {
  const found: Diagnostic[] = [];
  const tell = (message: string, offset: number, hint?: string) =>
    found.push(
      diagnostic('css-syntax', message, {
        at: { source, start: offset, end: offset + 1 },
        severity: 'error',
        ...(hint && { hint }),
      }),
    );
  const sheet = parse(source.text, {
    positions: true,
    onParseError: ({ offset, message }) => tell(`the stylesheet cannot be read here: ${message}`, offset),
  });
  if (found.length > 0) return found;
  const look = (node: CssNode, isInRule: boolean): void => {
    if (node.type === 'StyleSheet') for (const child of node.children.toArray()) look(child, false);
    if ((node.type !== 'Rule' && node.type !== 'Atrule') || !node.block) return;
    const { start } = node.loc!;
    if (isInRule)
      tell(
        'a rule stands inside of another, which e-readers cannot read',
        start.offset,
        'write the whole selector in a rule of its own, and look for a “}” that is missing above',
      );
    else if (!isClosed(node.block, source))
      tell('this block is not closed', start.offset, 'write “}” where it ends');
    for (const child of node.block.children.toArray()) look(child, isInRule || node.type === 'Rule');
  };
  look(sheet, false);
  return found;
}

/** Whether a block ends with a brace of its own: the parser closes what is open at the end of the file. */
function isClosed({ loc, children }: Block, { text }: Source): boolean {
  const { offset } = loc!.end;
  return text[offset - 1] === '}' && children.last?.loc?.end.offset !== offset;
}
