import { readFileSync } from 'node:fs';

export interface Example {
  /** Line in docs/print-css.md. */
  line: number;
  /** A whole stylesheet. */
  css: string;
}

export interface Row {
  line: number;
  /** The heading that it stands under. */
  heading: string;
  /** What heads the first column: property, selector, … */
  kind: string;
  cells: string[];
}

export const PAGE = readFileSync(new URL('../../../docs/print-css.md', import.meta.url), 'utf8');

/** The rows of all tables of the page, without their heads. */
export function rows(): Row[] {
  const result: Row[] = [];
  let kind: string | undefined;
  let heading = '';
  PAGE.split('\n').forEach((text, i) => {
    if (text.startsWith('#')) heading = text.replace(/^#+ /, '');
    if (!text.startsWith('|')) {
      kind = undefined;
      return;
    }
    const cells = text.split(/(?<!\\)\|/).slice(1, -1);
    const clean = cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
    if (kind === undefined) kind = clean[0]!;
    else if (!/^-+$/.test(clean[0]!)) result.push({ line: i + 1, heading, kind, cells: clean });
  });
  return result;
}

/** Code spans of a cell. */
export function codes(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
}

/** Every example of the page: fenced stylesheets, and those of the tables made into stylesheets. */
export function examples(): Example[] {
  const fenced = [...PAGE.matchAll(/```css\n([\s\S]*?)```/g)].map((match) => ({
    line: PAGE.slice(0, match.index).split('\n').length,
    css: match[1]!,
  }));
  const tabled = rows().flatMap(({ line, heading, kind, cells }): Example[] => {
    const example = codes(cells.at(-1)!).at(-1) ?? '';
    switch (kind) {
      case 'selector':
        if (heading === 'Which pages')
          return codes(cells[0]!).map((selector) => ({ line, css: `${selector} { margin: 1in }` }));
        return [{ line, css: `${example} { color: gray }` }];
      case 'pseudo-element':
        return [{ line, css: `${example} { color: gray }` }];
      case 'property':
      case 'value':
      case 'content': {
        // What leads somewhere is asked of a link.
        const element = kind === 'content' ? 'a' : 'p';
        const selector = heading === 'What they can be given' ? '@page' : `${element}, ${element}::before`;
        return [{ line, css: `${selector} { ${example} }` }];
      }
      default:
        return [];
    }
  });
  return [...fenced, ...tabled];
}
