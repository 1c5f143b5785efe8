import type { Element, ElementContent } from 'hast';
import { append } from '../../append.js';
import { type Conformer, isVisible, type Place } from './conformer.js';

/** A list whose children are items; a list that stands between its items belongs to the item before it. */
export function list(conformer: Conformer, node: Element, name: string, place: Place): ElementContent[] {
  const items: Element[] = [];
  let loose: ElementContent[] = [];
  const flush = () => {
    if (!loose.some(isVisible)) return;
    const content = conformer.children(loose, place);
    const before = items.at(-1);
    if (before && loose.every((n) => n.type === 'text' || isList(n))) append(before.children, content);
    else items.push({ type: 'element', tagName: 'li', properties: {}, children: content });
    loose = [];
  };
  const shell = conformer.copy(node, name, []);
  for (const child of node.children) {
    if (child.type === 'element' && child.tagName === 'li') {
      flush();
      loose = [];
      const item = conformer.copy(child, 'li', []);
      if (name === 'ul') delete item.properties.value;
      item.children = conformer.children(child.children, deeper(place));
      items.push(item);
    } else loose.push(child);
  }
  flush();
  if (items.length === 0) return [];
  if (name === 'ul') delete shell.properties.type;
  return [{ ...shell, children: items }];
}

/** A description list: terms, then descriptions, over and over. What comes before the first term is put before the list. */
export function descriptionList(conformer: Conformer, node: Element, place: Place): ElementContent[] {
  const before: ElementContent[] = [];
  const shell = conformer.copy(node, 'dl', []);
  const children: ElementContent[] = [];
  const last = () => children.at(-1) as Element | undefined;
  const add = (child: ElementContent) => {
    if (child.type === 'element' && child.tagName === 'div') {
      for (const inner of child.children) add(inner);
    } else if (child.type === 'element' && child.tagName === 'dt')
      children.push(
        conformer.copy(child, 'dt', conformer.children(child.children, { ...deeper(place), plain: true })),
      );
    else if (child.type === 'element' && child.tagName === 'dd' && children.length > 0)
      children.push(conformer.copy(child, 'dd', conformer.children(child.children, deeper(place))));
    else if (isVisible(child)) {
      const content = conformer.children(
        child.type === 'element' && child.tagName === 'dd' ? child.children : [child],
        deeper(place),
      );
      if (children.length === 0) append(before, content);
      else if (last()!.tagName === 'dd') append(last()!.children, content);
      else children.push({ type: 'element', tagName: 'dd', properties: {}, children: content });
    }
  };
  for (const child of node.children) add(child);
  if (children.length === 0) return before;
  if (last()!.tagName === 'dt')
    children.push({ type: 'element', tagName: 'dd', properties: {}, children: [] });
  return [...before, { ...shell, children }];
}

/** A table of caption, columns, head, bodies and foot, in that order. What else stands in it is put before it. */
export function table(conformer: Conformer, node: Element, place: Place): ElementContent[] {
  const before: ElementContent[] = [];
  const shell = conformer.copy(node, 'table', []);
  const captions: Element[] = [];
  const columns: Element[] = [];
  const heads: Element[] = [];
  const bodies: Element[] = [];
  const feet: Element[] = [];
  let open: Element | undefined;
  const openBody = () => {
    if (!open) {
      open = { type: 'element', tagName: 'tbody', properties: {}, children: [] };
      bodies.push(open);
    }
    return open;
  };
  for (const child of node.children) {
    const name = child.type === 'element' ? child.tagName : '';
    const element = child as Element;
    if (name === 'tr') append(openBody().children, row(conformer, element, place, before));
    else if (name === 'td' || name === 'th')
      openBody().children.push(
        ...row(conformer, { ...element, tagName: 'tr', properties: {}, children: [element] }, place, before),
      );
    else if (name === 'thead' || name === 'tbody' || name === 'tfoot') {
      open = undefined;
      const group =
        name === 'thead' && heads.length > 0 ? 'tbody' : name === 'tfoot' && feet.length > 0 ? 'tbody' : name;
      const rows = element.children.flatMap((each) => {
        const isRow = each.type === 'element' && each.tagName === 'tr';
        if (!isRow && !isVisible(each)) return [];
        return row(conformer, isRow ? (each as Element) : cellRow(each), place, before, group === 'thead');
      });
      if (rows.length > 0)
        ({ thead: heads, tbody: bodies, tfoot: feet })[group].push(conformer.copy(element, group, rows));
    } else if (name === 'caption') {
      const content = conformer.children(element.children, { ...deeper(place), takes: 'phrasing' });
      if (captions.length === 0) captions.push(conformer.copy(element, 'caption', content));
      else before.push({ type: 'element', tagName: 'p', properties: {}, children: content });
    } else if (name === 'colgroup') columns.push(columnGroup(conformer, element));
    else if (name === 'col')
      columns.push(
        columnGroup(conformer, { ...element, tagName: 'colgroup', properties: {}, children: [element] }),
      );
    else if (isVisible(child)) append(before, conformer.children([child], { ...place, takes: 'flow' }));
  }
  const rows = [...heads, ...bodies, ...feet];
  if (rows.length === 0) return [...before, ...captions.map((each): Element => ({ ...each, tagName: 'p' }))];
  return [...before, { ...shell, children: [...captions, ...columns, ...rows] }];
}

function columnGroup(conformer: Conformer, node: Element): Element {
  const group = conformer.copy(node, 'colgroup', []);
  if (group.properties.span === undefined)
    group.children = node.children.flatMap((child) =>
      child.type === 'element' && child.tagName === 'col' ? [conformer.copy(child, 'col', [])] : [],
    );
  return group;
}

function row(
  conformer: Conformer,
  node: Element,
  place: Place,
  before: ElementContent[],
  inHead = false,
): Element[] {
  const cells: Element[] = [];
  for (const child of node.children) {
    if (child.type === 'element' && (child.tagName === 'td' || child.tagName === 'th')) {
      const isHeading = child.tagName === 'th' && child.children.some(isVisible);
      const cell = conformer.copy(child, isHeading ? 'th' : 'td', []);
      cell.children = conformer.children(child.children, { ...deeper(place), plain: isHeading });
      if (isHeading && inHead) cell.properties.scope ??= 'col';
      cells.push(cell);
    } else if (isVisible(child)) append(before, conformer.children([child], place));
  }
  return cells.length > 0 ? [conformer.copy(node, 'tr', cells)] : [];
}

function cellRow(cell: ElementContent): Element {
  return { type: 'element', tagName: 'tr', properties: {}, children: [cell] };
}

function deeper(place: Place): Place {
  return { ...place, depth: place.depth + 1 };
}

function isList(node: ElementContent): boolean {
  return node.type === 'element' && (node.tagName === 'ul' || node.tagName === 'ol');
}
