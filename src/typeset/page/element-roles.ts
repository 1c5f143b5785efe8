import type { Element } from 'hast';
import type { StructureType } from '../layout.js';
import type { StyledElement } from '../style/styled.js';
import { styleListNumbering } from './list-numbering.js';
import type { StructureOptions, StructureTree } from './structure.js';

const HEADING = /^h([1-6])$/;

const BLOCKS: Record<string, StructureType> = {
  p: 'P',
  pre: 'P',
  address: 'P',
  blockquote: 'BlockQuote',
  section: 'Sect',
  nav: 'Sect',
  div: 'Div',
  article: 'Div',
  main: 'Div',
  aside: 'Div',
  header: 'Div',
  footer: 'Div',
  caption: 'Caption',
  dl: 'L',
};

/** The structure element of an HTML element, or undefined for one that says nothing of its own. */
export function structureOf(
  styled: StyledElement,
  tree: StructureTree,
  inContents: boolean,
): { type: StructureType; options: StructureOptions } | undefined {
  const { element, style } = styled;
  const name = element.tagName;
  const heading = HEADING.exec(name);
  if (heading) return { type: tree.heading(Number(heading[1])), options: {} };
  if (name === 'ul' || name === 'ol' || name === 'menu') {
    if (inContents) return { type: 'TOC', options: {} };
    return {
      type: 'L',
      options: {
        attributes: {
          listNumbering: styleListNumbering(firstItem(styled)?.style.listStyleType ?? style.listStyleType),
        },
      },
    };
  }
  if (name === 'dl') return { type: 'L', options: { attributes: { listNumbering: 'None' } } };
  if (name === 'section' && hasRole(element, 'doc-index')) return { type: 'Index', options: {} };
  if (name === 'figcaption') return { type: tree.current.type === 'Figure' ? 'Caption' : 'P', options: {} };
  if (name === 'figure') {
    const alt = soleImageAlt(styled);
    return alt ? { type: 'Figure', options: { alt } } : { type: 'Div', options: {} };
  }
  const type = BLOCKS[name];
  return type ? { type, options: {} } : undefined;
}

export function hasRole(element: Element, role: string): boolean {
  const value = element.properties.role;
  return Array.isArray(value)
    ? value.includes(role)
    : typeof value === 'string' && value.split(/\s+/).includes(role);
}

/** Whether an element is the table of contents. */
export function isContents(element: Element): boolean {
  return element.tagName === 'nav' && hasRole(element, 'doc-toc');
}

/** Whether an element says that it is the reference to a note. */
export function isNoteReference(element: Element): boolean {
  const type = element.properties['epub:type'] ?? element.properties.epubType;
  return (
    hasRole(element, 'doc-noteref') || (typeof type === 'string' && type.split(/\s+/).includes('noteref'))
  );
}

/** The id that a link of the book leads to. */
export function internalTarget(element: Element): string | undefined {
  const { href } = element.properties;
  if (typeof href !== 'string' || !href.startsWith('#') || href.length < 2) return undefined;
  try {
    return decodeURIComponent(href.slice(1));
  } catch {
    return href.slice(1);
  }
}

export function idOf(element: Element): string | undefined {
  const { id } = element.properties;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

export function altOf(element: Element): string {
  const { alt } = element.properties;
  return typeof alt === 'string' ? alt.trim() : '';
}

function firstItem(list: StyledElement): StyledElement | undefined {
  return list.children.find((child) => child.kind === 'element' && child.element.tagName === 'li') as
    | StyledElement
    | undefined;
}

/** The alternative text of a figure that shows one picture. */
function soleImageAlt(figure: StyledElement): string | undefined {
  const images: Element[] = [];
  const walk = (styled: StyledElement) => {
    for (const child of styled.children) {
      if (child.kind !== 'element') continue;
      if (child.element.tagName === 'img') images.push(child.element);
      else walk(child);
    }
  };
  walk(figure);
  return images.length === 1 ? altOf(images[0]!) || undefined : undefined;
}
