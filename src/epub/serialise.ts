import type { Element, Nodes, Properties } from 'hast';
import { find, html, type Schema, svg } from 'property-information';

/** Elements that are empty by definition: only these close themselves, so that an HTML parser reads the same tree. */
const VOID = new Set(['br', 'col', 'hr', 'img', 'link', 'meta', 'wbr']);

const NAMESPACES: Record<string, string> = {
  svg: 'http://www.w3.org/2000/svg',
  math: 'http://www.w3.org/1998/Math/MathML',
};

/**
 * A hast tree as XML. hast-util-to-xast with xast-util-to-xml was used first, and given up because it writes `]]>` as
 * it is, which no XML parser takes, and `<p/>` for an empty paragraph, which an HTML parser takes for an open one; it
 * also took four times as long.
 *
 * @param node a tree whose names are XML names and whose texts are XML characters
 */
export function serialise(node: Nodes): string {
  return write(node, html);
}

function write(node: Nodes, schema: Schema): string {
  switch (node.type) {
    case 'text':
      return escapeText(node.value);
    case 'element':
      return element(node, schema);
    case 'root':
      return node.children.map((child) => write(child, schema)).join('');
    default:
      return '';
  }
}

function element(node: Element, outer: Schema): string {
  const { tagName, properties, children } = node;
  const schema = schemaIn(tagName, outer);
  const tag = startTag(tagName, properties, schema);
  if (closesItself(node)) return `${tag}/>`;
  let text = `${tag}>`;
  for (const child of children) text += write(child, schema);
  return `${text}</${tagName}>`;
}

export function closesItself({ tagName, children }: Element): boolean {
  return children.length === 0 && VOID.has(tagName);
}

/** What tells the names of attributes in an element, by that of the element around it. */
export function schemaIn(tagName: string, outer: Schema): Schema {
  return tagName === 'svg' ? svg : outer;
}

/** A start tag, without the end of it. */
export function startTag(tagName: string, properties: Properties, schema: Schema): string {
  let tag = `<${tagName}`;
  const namespace = NAMESPACES[tagName];
  if (namespace) tag += ` xmlns="${namespace}"`;
  for (const key in properties) {
    const value = properties[key];
    if (value === null || value === undefined || value === false) continue;
    const name = attributeName(schema, key);
    tag += ` ${name}="${escapeAttribute(value === true ? name : Array.isArray(value) ? value.join(' ') : String(value))}"`;
  }
  return tag;
}

const names = new Map<Schema, Map<string, string>>([
  [html, new Map()],
  [svg, new Map()],
]);

function attributeName(schema: Schema, property: string): string {
  const known = names.get(schema)!;
  let name = known.get(property);
  if (name === undefined) {
    name = find(schema, property).attribute;
    known.set(property, name);
  }
  return name;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/[&<>]/g, (character) => ENTITIES[character]!) : text;
}

/** A parser turns white space other than spaces in attributes into spaces unless it is escaped. */
function escapeAttribute(value: string): string {
  return /[&<>"\t\n\r]/.test(value)
    ? value.replace(/[&<>"\t\n\r]/g, (character) => ENTITIES[character] ?? `&#${character.charCodeAt(0)};`)
    : value;
}
