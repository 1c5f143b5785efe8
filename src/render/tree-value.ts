import type { Nodes, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';

/** Noncharacters that frame what templates print for a tree: no text may hold them (see `cleanText`). */
export const TREE_OPEN = '\uFDD0';
export const TREE_CLOSE = '\uFDD1';
/** Noncharacters that frame the number of a place in a template. */
export const PLACE_OPEN = '\uFDD2';
export const PLACE_CLOSE = '\uFDD3';

/**
 * A tree as a template sees it: something to print. What is printed is a token, which the page's parser replaces by
 * the nodes themselves, so that readings are never serialised and parsed again. In an attribute, and in XML that is
 * not a page, the token stands for the tree's text.
 */
export class TreeValue {
  readonly #nodes: readonly RootContent[];
  readonly #registry: TreeValue[];
  #token: string | undefined;

  /** @param registry the list that gives each printed tree its number: one for each page */
  constructor(nodes: readonly RootContent[], registry: TreeValue[]) {
    this.#nodes = nodes;
    this.#registry = registry;
  }

  nodes(): readonly RootContent[] {
    return this.#nodes;
  }

  plain(): string {
    return textOf({ type: 'root', children: [...this.#nodes] } as Nodes);
  }

  /** Called where a page's data are to be told from another's. */
  toJSON(): readonly RootContent[] {
    return this.#nodes;
  }

  /** Called by Handlebars when a template prints the value. */
  toHTML(): string {
    if (this.#token === undefined) {
      this.#token = `${TREE_OPEN}${this.#registry.length}${TREE_CLOSE}`;
      this.#registry.push(this);
    }
    return this.#token;
  }

  /** Called where a template prints it without escaping: the same token. */
  toString(): string {
    return this.toHTML();
  }
}

/** What XML cannot hold, and surrogates, of which only pairs may stay. A class alone is searched very fast. */
const SUSPECT = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uD800-\uDFFF\uFDD0-\uFDEF\uFFFE\uFFFF]/;
const UNFIT =
  /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFDD0-\uFDEF\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A text without control characters, lone surrogates and noncharacters. */
export function cleanText(text: string): string {
  return SUSPECT.test(text) ? text.replace(UNFIT, '') : text;
}
