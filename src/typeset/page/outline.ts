import type { OutlineItem } from '../layout.js';
import type { FoundPage } from './found-page.js';

/** The outline from the entries found on the pages, in the order of the book; a level that is skipped is closed up. */
export function makeOutline(pages: readonly FoundPage[]): OutlineItem[] {
  const root: OutlineItem[] = [];
  const path: { wanted: number; item: OutlineItem }[] = [];
  for (const { marks } of pages)
    for (const { mark, inNote } of marks) {
      if (mark.kind !== 'bookmark' || inNote) continue;
      while (path.length > 0 && path[path.length - 1]!.wanted >= mark.level) path.pop();
      const item: OutlineItem = {
        title: mark.title,
        destination: mark.id,
        level: path.length + 1,
        children: [],
      };
      (path[path.length - 1]?.item.children ?? root).push(item);
      path.push({ wanted: mark.level, item });
    }
  return root;
}
