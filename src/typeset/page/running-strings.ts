import type { FoundPage } from './found-page.js';

/** The values of a named string on one page (CSS GCPM 1.1). */
interface StringValues {
  /** As the page before left it. */
  entry: string;
  /** Set on the page, the first and the last of them. */
  first: string | undefined;
  last: string | undefined;
  /** Whether the first is set before any text. */
  atTop: boolean;
}

export type StringPosition = 'first' | 'start' | 'last' | 'first-except';

/** What `string()` gives on a page. */
export type RunningStrings = (name: string, position: StringPosition) => string;

/** The named strings of each page, from `string-set` on what stands there. Notes do not set them. */
export function runningStrings(pages: readonly FoundPage[]): RunningStrings[] {
  const current = new Map<string, string>();
  return pages.map(({ marks }) => {
    const here = new Map<string, StringValues>();
    const entries = new Map(current);
    for (const { mark, atTop, inNote } of marks) {
      if (mark.kind !== 'string' || inNote) continue;
      const values = here.get(mark.name);
      if (values) values.last = mark.value;
      else
        here.set(mark.name, {
          entry: entries.get(mark.name) ?? '',
          first: mark.value,
          last: mark.value,
          atTop,
        });
      current.set(mark.name, mark.value);
    }
    return (name, position) => {
      const entry = entries.get(name) ?? '';
      const values = here.get(name);
      switch (position) {
        case 'first':
          return values?.first ?? entry;
        case 'start':
          return values?.atTop ? values.first! : entry;
        case 'last':
          return values?.last ?? entry;
        case 'first-except':
          return values ? '' : entry;
      }
    };
  });
}
