import type { NamespaceMap, ParseOptions, XmlDocument, XmlNode, XmlXPath } from 'libxml2-wasm';

/*
 * The checker asks some hundred paths of each document, most of them for elements and attributes that it has not, and
 * libxml2 goes through all of it each time: half of the time of a check. What can be known from the names in a document
 * is not asked, and what libxml2 would answer in quadratic time is asked otherwise.
 */

/** A path that asks what stands in elements of a kind, however deep: `.//html:a//html:button`. */
const WITHIN = /^\.\/\/([\w-]+:[\w-]+)\/\/([\w-]+:[\w-]+)((?:\[.*\])?)$/;

/**
 * The same question for libxml2 in linear time. It answers `.//a//b` by going down from every `a`, and looks for each node
 * that it comes to among all that it has found: an index of 16,000 links, which the checker asks twelve times whether
 * there is something within a link, took fifteen seconds. `.//b[ancestor::a]` gives the same nodes in the same order.
 */
export function linear(path: string): string {
  return path.replace(WITHIN, './/$2[ancestor::$1]$3');
}

/** A path that finds nothing where one of its names does not occur: `.//html:table[@border]`. */
const STEPS = /^\.(?:\/\/?(?:[\w-]+:)?(?:\*|[\w-]+)(?:\[@[\w:-]+\])?)+$/;

/** The names in such a path, without prefixes; none for another. */
export function namesAsked(path: string): readonly string[] {
  return (STEPS.test(path) && path.match(/[\w-]+(?![\w-]*:)/g)) || [];
}

/**
 * The names of elements and attributes in a document, without prefixes, and perhaps some words more. Undefined where it
 * could have attributes that it does not name.
 */
export function namesIn(xml: string): ReadonlySet<string> | undefined {
  if (xml.includes('<!ATTLIST')) return undefined;
  const names = new Set<string>();
  for (const [, element, attribute] of xml.matchAll(/<(?:[\w.-]+:)?([\w.-]+)|\s(?:[\w.-]+:)?([\w.-]+)\s*=/g))
    names.add((element ?? attribute)!);
  return names;
}

type Path = XmlXPath | string;

let changed: Promise<void> | undefined;

/** Has the library that the checker parses with asked so, from now on. */
export function askQuickly(): Promise<void> {
  changed ??= change();
  return changed;
}

async function change(): Promise<void> {
  const { XmlDocument, XmlElement } = await import('libxml2-wasm');
  const documents = new WeakMap<XmlDocument, ReadonlySet<string>>();
  const parse = XmlDocument.fromString;
  XmlDocument.fromString = function (this: typeof XmlDocument, xml: string, options?: ParseOptions) {
    const document = parse.call(this, xml, options);
    const names = namesIn(xml);
    if (names) documents.set(document, names);
    return document;
  };
  const paths = new Map<string, readonly string[]>();
  const findsNothing = (node: XmlNode, path: Path) => {
    if (typeof path !== 'string') return false;
    let asked = paths.get(path);
    if (!asked) {
      asked = namesAsked(path);
      paths.set(path, asked);
    }
    if (asked.length === 0) return false;
    const names = documents.get(node.doc);
    return names !== undefined && asked.some((name) => !names.has(name));
  };
  const find = XmlElement.prototype.find as (path: Path, namespaces?: NamespaceMap) => XmlNode[];
  XmlElement.prototype.find = function (this: XmlNode, path: Path, namespaces?: NamespaceMap) {
    if (findsNothing(this, path)) return [];
    return find.call(this, typeof path === 'string' ? linear(path) : path, namespaces);
  };
  const get = XmlElement.prototype.get as (path: Path, namespaces?: NamespaceMap) => XmlNode | null;
  XmlElement.prototype.get = function (this: XmlNode, path: Path, namespaces?: NamespaceMap) {
    return findsNothing(this, path) ? null : get.call(this, path, namespaces);
  };
}
