import type { Element } from 'hast';
import type { StyledElement } from '../style/styled.js';
import type { Mark } from './box.js';
import type { BoxContext } from './box-context.js';
import { idOf } from './element-roles.js';
import { contentString } from './generated-content.js';

/** Counts an element, in the order that CSS Lists 3 prescribes: reset, increment, set. `page` is counted by pages. */
export function countElement({ element, style }: StyledElement, { counters }: BoxContext): void {
  startList(element, counters);
  for (const change of style.counterReset) if (change.name !== 'page') counters.reset(change);
  const counted = style.counterIncrement.some(({ name }) => name === 'list-item');
  if (style.display === 'list-item' && !counted) countItem(element, counters);
  for (const change of style.counterIncrement) if (change.name !== 'page') counters.increment(change);
  for (const change of style.counterSet) if (change.name !== 'page') counters.set(change);
}

/** The implicit counter of lists; a reversed one counts down to 1, unless it says where it starts. */
function startList(element: Element, counters: BoxContext['counters']): void {
  const { tagName, properties } = element;
  if (tagName !== 'ol' && tagName !== 'ul' && tagName !== 'menu') return;
  const step = isReversed(element) ? -1 : 1;
  const items = element.children.filter((child) => child.type === 'element' && child.tagName === 'li').length;
  const start = Number(properties.start ?? (step === 1 ? 1 : items));
  counters.reset({ name: 'list-item', value: (Number.isFinite(start) ? start : 1) - step });
  counters.reset({ name: STEP, value: step });
}

/** A counter of our own: whether the items of the list count up or down. No stylesheet can name it. */
const STEP = 'list-item step';

function countItem({ properties }: Element, counters: BoxContext['counters']): void {
  const value =
    properties.value === undefined || properties.value === '' ? Number.NaN : Number(properties.value);
  if (Number.isFinite(value)) counters.set({ name: 'list-item', value });
  else counters.increment({ name: 'list-item', value: counters.value(STEP) || 1 });
}

function isReversed({ properties }: Element): boolean {
  return properties.reversed === true || properties.reversed === '';
}

/** What an element says about its place: its id, strings for running heads, an outline entry, the number of its page. */
export function marksOf(styled: StyledElement, context: BoxContext): Mark[] {
  const { element, style } = styled;
  const marks: Mark[] = [];
  for (const { name, value } of [...style.counterReset, ...style.counterSet])
    if (name === 'page') marks.push({ kind: 'page-counter', change: 'set', value });
  for (const { name, value } of style.counterIncrement)
    if (name === 'page') marks.push({ kind: 'page-counter', change: 'increment', value });
  const id = idOf(element);
  if (id !== undefined && context.calls.ids.get(id) === styled) {
    marks.push({ kind: 'id', id });
    context.countersAt.set(id, context.counters.snapshot());
  }
  for (const { name, content } of style.stringSet)
    marks.push({ kind: 'string', name, value: contentString(content, style, styled, context.content) });
  if (style.bookmarkLevel !== 'none') {
    const title = contentString(style.bookmarkLabel, style, styled, context.content).trim();
    const place = id ?? context.newPlace();
    if (id === undefined) marks.push({ kind: 'id', id: place });
    if (title !== '') marks.push({ kind: 'bookmark', level: style.bookmarkLevel, title, id: place });
  }
  return marks;
}
