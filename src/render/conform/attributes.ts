import type { Element, Properties } from 'hast';
import { find, html } from 'property-information';
import { ATTRIBUTES, GLOBAL_ATTRIBUTES } from './content-model.js';
import { cleanUrl } from './urls.js';

type Value = Properties[string];

const attributeNames = new Map<string, string>();

/** The attributes of an element that it may have, with values that it may have; alignment becomes a class. */
export function cleanProperties({ tagName, properties }: Element): Properties {
  const result: Properties = {};
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'align') addClass(result, `align-${String(value).toLowerCase()}`);
    const name = attributeName(key);
    if (!allowed(tagName, name)) continue;
    const cleaned = cleanValue(name, value);
    if (cleaned === undefined) continue;
    if (name === 'class') for (const each of classes(cleaned)) addClass(result, each);
    else result[key === 'xmlLang' ? 'lang' : key] = cleaned;
  }
  if (tagName === 'bdo' && !result.dir) result.dir = 'ltr';
  return result;
}

/** An id that stays as it is: as nearly all do. */
const CLEAN = /^[A-Za-z][\w-]*$/;

/** An id as XML, CSS selectors and URLs take it without escapes. The same id always becomes the same. */
export function cleanId(id: string): string {
  if (CLEAN.test(id)) return id;
  const ascii = id
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\w-]/gu, (character) =>
      character === ' ' ? '-' : `_${character.codePointAt(0)!.toString(16)}`,
    );
  return /^[A-Za-z]/.test(ascii) ? ascii : `id-${ascii}`;
}

function attributeName(key: string): string {
  let name = attributeNames.get(key);
  if (name === undefined) {
    name = key === 'xmlLang' || key === 'xml:lang' ? 'lang' : find(html, key).attribute;
    attributeNames.set(key, name);
  }
  return name;
}

function allowed(tagName: string, name: string): boolean {
  if (GLOBAL_ATTRIBUTES.has(name)) return true;
  if (/^(aria|data)-[a-z0-9-]+$/.test(name)) return true;
  return ATTRIBUTES[tagName]?.has(name) ?? false;
}

function cleanValue(name: string, value: NonNullable<Value>): Value {
  const text = Array.isArray(value) ? value.join(' ') : String(value);
  switch (name) {
    case 'id':
      return text.trim() === '' ? undefined : cleanId(text.trim());
    case 'href':
      return text.startsWith('#')
        ? text.length > 1
          ? `#${cleanId(decode(text.slice(1)))}`
          : undefined
        : cleanUrl(text);
    case 'cite':
      return cleanUrl(text);
    case 'lang':
    case 'hreflang':
      return /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(text) ? text : undefined;
    case 'dir':
      return /^(ltr|rtl|auto)$/.test(text) ? text : undefined;
    case 'datetime':
      return /^\d{4}(-\d\d(-\d\d)?)?$/.test(text) ? text : undefined;
    case 'width':
    case 'height':
      return /^\d+$/.test(text) ? Number(text) : undefined;
    case 'colspan':
    case 'rowspan':
    case 'span':
      return /^[1-9]\d{0,2}$/.test(text) ? Number(text) : undefined;
    case 'start':
    case 'value':
      return /^-?\d{1,9}$/.test(text) ? Number(text) : undefined;
    case 'type':
      return /^[1aAiI]$/.test(text) || text.includes('/') ? text : undefined;
    case 'scope':
      return /^(row|col|rowgroup|colgroup)$/.test(text) ? text : undefined;
    case 'role':
    case 'epub:type':
      return text.trim() === '' ? undefined : text.trim();
    case 'hidden':
    case 'reversed':
    case 'open':
      return true;
    default:
      return value;
  }
}

function classes(value: Value): string[] {
  return (Array.isArray(value) ? value.join(' ') : String(value)).split(/\s+/).filter(Boolean);
}

function addClass(properties: Properties, name: string): void {
  const names = (properties.className ?? []) as string[];
  if (!names.includes(name)) properties.className = [...names, name];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
