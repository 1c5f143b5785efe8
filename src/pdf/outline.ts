import type { OutlineItem } from '../typeset/layout.js';
import type { DrawnBook } from './drawn.js';
import type { PdfFile } from './pdf-file.js';
import { type ObjectNumber, reference, textString } from './syntax.js';

/** The outline opens with its second level shown where that makes no more lines than this, about a window's height. */
const LINES_SHOWN = 40;

/** Writes the outline (ISO 32000-1, 12.3.3); undefined where there is nothing in it. */
export function writeOutline(file: PdfFile, book: DrawnBook): ObjectNumber | undefined {
  if (book.outline.length === 0) return undefined;
  const root = file.allocate();
  const shown = book.outline.reduce((sum, item) => sum + 1 + item.children.length, 0);
  const open = shown <= LINES_SHOWN;

  const write = (items: OutlineItem[], parent: ObjectNumber, level: number): string => {
    const objects = items.map(() => file.allocate());
    items.forEach((item, i) => {
      const { title, destination, children } = item;
      const inner = children.length > 0 ? write(children, objects[i]!, level + 1) : '';
      // Negative where the item is closed: how many lines it would show when it is opened.
      const count = children.length > 0 ? `/Count ${level === 1 && open ? '' : '-'}${children.length}` : '';
      file.object(
        `<</Title${textString(title)}/Parent ${reference(parent)}` +
          (i > 0 ? `/Prev ${reference(objects[i - 1]!)}` : '') +
          (i < items.length - 1 ? `/Next ${reference(objects[i + 1]!)}` : '') +
          (book.destinations.has(destination) ? `/Dest${textString(destination)}` : '') +
          `${inner}${count}>>`,
        objects[i]!,
      );
    });
    return `/First ${reference(objects[0]!)}/Last ${reference(objects.at(-1)!)}`;
  };

  const kids = write(book.outline, root, 1);
  file.object(`<</Type/Outlines${kids}/Count ${open ? shown : book.outline.length}>>`, root);
  return root;
}
