import type { Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { collapse } from './draft.js';
import { find } from './html-elements.js';

/** What JSON-LD says of the article on a page. */
export interface LinkedData {
  authors: string[];
  date?: string;
}

type Value = Record<string, unknown>;

/** Types of https://schema.org that have an author and a date of publication. */
const ARTICLE = /(?:Article|BlogPosting|Report|Essay|Review)$/;

/** The authors and the date of the first article that a page describes in JSON-LD; what cannot be read is not there. */
export function linkedData(tree: Root): LinkedData {
  const scripts = find(
    tree,
    ({ tagName, properties }) => tagName === 'script' && properties.type === 'application/ld+json',
  );
  const article = scripts
    .flatMap((script) => things(parsed(textOf(script))))
    .find((thing) => list(thing['@type']).some((type) => ARTICLE.test(String(type))));
  const authors = list(article?.author).flatMap((author) => nameOf(author) ?? []);
  const date = article?.datePublished;
  return { authors, ...(typeof date === 'string' && { date }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Objects that stand alone, in a list or in a graph. */
function things(value: unknown): Value[] {
  return list(value)
    .filter(isValue)
    .flatMap((thing) => [thing, ...list(thing['@graph']).filter(isValue)]);
}

function nameOf(author: unknown): string | undefined {
  const name = isValue(author) ? author.name : author;
  return typeof name === 'string' && collapse(name) !== '' ? collapse(name) : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function isValue(value: unknown): value is Value {
  return typeof value === 'object' && value !== null;
}
