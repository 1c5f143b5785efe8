import { type XmlDocument, XmlElement, type XmlNode } from '@rgrove/parse-xml';
import { DROPPED } from './conform/content-model.js';
import { cleanUrl } from './conform/urls.js';

const BESIDE = 'save it beside the templates, and show it as <img src="templates/NAME.svg" alt=""/>';

export interface Pictures {
  has(address: string): boolean;
}

/** Something in a template's own markup that no page of a book holds. */
export interface LeftOut {
  /** Where it stands in what was parsed. */
  offset: number;
  message: string;
  hint: string;
}

/**
 * What conforming would take from a page without a word: scripts and the like, attributes with style or behaviour,
 * links to files, pictures that the book does not have. Texts of readings are not looked at: they were when they were
 * read, and stand as tokens here.
 *
 * @param document parsed with offsets
 * @param pictures those that the book has, by address
 */
export function leftOut(document: XmlDocument, pictures: Pictures): LeftOut[] {
  const found: LeftOut[] = [];
  const visit = (node: XmlNode): void => {
    if (!(node instanceof XmlElement)) return;
    found.push(...ofElement(node, pictures));
    // A drawing has its own elements and attributes.
    if (node.name !== 'svg' && node.name !== 'math') for (const child of node.children) visit(child);
  };
  for (const child of document.children) visit(child);
  return found;
}

function ofElement({ name, attributes, start: offset }: XmlElement, pictures: Pictures): LeftOut[] {
  const found: LeftOut[] = [];
  const say = (message: string, hint: string) => found.push({ offset, message, hint });
  if (DROPPED.has(name)) say(`<${name}> is left out.`, 'pages of a book have text, pictures and links');
  for (const attribute of Object.keys(attributes))
    if (attribute === 'style' || /^on[a-z]/i.test(attribute))
      say(
        `The attribute “${attribute}” of <${name}> is left out.`,
        attribute === 'style'
          ? 'give the element a class, and say in epub.css and print.css how it looks'
          : 'books do not run programs',
      );
  if (name === 'svg' || name === 'math')
    say(`<${name}> is in the EPUB alone: the PDF leaves it out.`, BESIDE);
  const { href, src } = attributes;
  if (name === 'a' && href !== undefined && !/^#./.test(href) && cleanUrl(href) === undefined)
    say(`The link to “${href}” is left out.`, 'a link inside the book is #id, whichever page the id is on');
  if (name === 'img' && !pictures.has(src ?? ''))
    say(
      `The picture “${src ?? ''}” is left out: the book has none of this address.`,
      pictures.has(`templates/${src}`) ? `write src="templates/${src}"` : BESIDE,
    );
  return found;
}
