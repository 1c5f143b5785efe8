import type { SetLine } from '../typeset/layout.js';
import type { Fragment } from '../typeset/text/line.js';

/**
 * What an initial that hangs into its paragraph reads as: nothing, and its letter belongs to the rest of its word, which stands
 * on the first line while the initial's own baseline is that of a lower one. Programs that put text in order by where it
 * stands would otherwise read the letter after the first line. One that is raised stands on the baseline of its line: it needs a
 * space behind it where it is a word.
 */
export function initials(lines: readonly SetLine[]): Map<Fragment, string> {
  const texts = new Map<Fragment, string>();
  for (let i = 0; i + 1 < lines.length; i++) {
    const [initial, line] = [lines[i]!, lines[i + 1]!];
    if (line.baseline > initial.baseline) continue;
    const last = initial.fragments.at(-1);
    const first = line.fragments[0];
    if (!last?.node || !first || last.node !== first.node || first.size >= last.size) continue;
    if (
      last.owner.kind !== 'slot' ||
      first.owner.kind !== 'slot' ||
      last.owner.slot.id !== first.owner.slot.id
    )
      continue;
    const end = (last.offset ?? 0) + last.shaped.text.length;
    const start = first.offset ?? 0;
    if (start < end || last.shaped.direction === 'rtl') continue;
    const between = last.node.value.slice(end, start);
    if (/\S/.test(between)) continue;
    if (line.baseline === initial.baseline) {
      if (between) texts.set(last, `${last.shaped.text} `);
      continue;
    }
    const letters = initial.fragments.map(({ shaped }) => shaped.text).join('');
    for (const fragment of initial.fragments) texts.set(fragment, '');
    texts.set(first, letters + (between && ' ') + first.shaped.texts.join(''));
  }
  return texts;
}
