import type { List, ListItem, Paragraph, Parents, RootContent, Text } from 'mdast';

/** What begins with a number from this on is no item of a list, but a paragraph that begins with a year. */
const FIRST_YEAR = 1000;

/**
 * Keeps the numbers that are written before the items of lists. Markdown counts on from the first whatever the others
 * are: of `1789. …` and `1793. …` it would make 1789 and 1790. Numbers that grow by more than one stay, others are
 * Markdown's to count (every item may have a 1); where they are years, the list is none.
 *
 * @param text what the positions of the children count in
 */
export function keepNumbers(parent: Parents, text: string): void {
  if (!parent.children.some(isOrdered)) return;
  parent.children = parent.children.flatMap((child): RootContent[] => {
    if (!isOrdered(child)) return [child];
    const numbers = child.children.map((item) => Number.parseInt(markerOf(item, text), 10));
    if (numbers[0]! >= FIRST_YEAR) return child.children.flatMap((item) => asParagraphs(item, text));
    if (numbers.every((number, i) => i === 0 || number > numbers[i - 1]!)) writeGaps(child, numbers);
    return [child];
  }) as typeof parent.children;
}

function isOrdered(node: RootContent): node is List {
  return node.type === 'list' && node.ordered === true;
}

/** “12.” or “12)”. */
function markerOf({ position }: ListItem, text: string): string {
  const start = position!.start.offset!;
  return /^\d+[.)]?/.exec(text.slice(start, start + 10))?.[0] ?? '1.';
}

function writeGaps({ children }: List, numbers: readonly number[]): void {
  for (const [i, item] of children.entries())
    if (i > 0 && numbers[i] !== numbers[i - 1]! + 1)
      item.data = { ...item.data, hProperties: { ...item.data?.hProperties, value: String(numbers[i]) } };
}

/** What an item holds, its number being the first words of it. */
function asParagraphs(item: ListItem, text: string): RootContent[] {
  const [first, ...others] = item.children;
  const marker = markerOf(item, text);
  const { start, end } = item.position!;
  const isText = first?.type === 'paragraph';
  const number: Text = {
    type: 'text',
    value: isText ? `${marker} ` : marker,
    position: { start: { ...start }, end: { ...(first?.position?.start ?? end) } },
  };
  const paragraph: Paragraph = {
    type: 'paragraph',
    children: [number, ...(isText ? first.children : [])],
    position: { start: { ...start }, end: { ...(isText ? first.position!.end : number.position!.end) } },
  };
  return [paragraph, ...(first && !isText ? [first] : []), ...others];
}
