import Handlebars from './handlebars.js';
import { LEADING } from './parse-markup.js';
import { TemplateError } from './template-error.js';
import { TreeValue } from './tree-value.js';
import type { Words } from './words.js';

/** A Handlebars helper; the last argument is Handlebars' own options. */
export type Helper = (this: unknown, ...args: unknown[]) => unknown;

interface Options {
  fn?: (context: unknown) => string;
  hash: Record<string, unknown>;
}

/** What every template may call besides Handlebars' own if, unless, each, with and lookup. `docs/templates.md` has them all. */
export const STANDARD_HELPERS: Record<string, Helper> = {
  eq: (a, b) => a === b,
  and: (...args) => args.slice(0, -1).every(isSet),
  or: (...args) => args.slice(0, -1).some(isSet),
  not: (value) => !isSet(value),

  /** The text of a tree, without markup. */
  plain: (value) => (value instanceof TreeValue ? value.plain() : value),

  /** `{{#leading tree}}label {{/leading}}`: prints the tree with the label at the start of its first paragraph. */
  leading(tree, options) {
    const { fn } = options as Options;
    if (!fn || !(tree instanceof TreeValue))
      throw new TemplateError(
        'template-failed',
        '“leading” takes one tree, as {{#leading content}}…{{/leading}}.',
        undefined,
      );
    return new Handlebars.SafeString(
      `<${LEADING}>${fn(this)}<${LEADING}-tree>${tree.toHTML()}</${LEADING}-tree></${LEADING}>`,
    );
  },
};

/** The helpers that speak the anthology's language. */
export function languageHelpers(words: Words): Record<string, Helper> {
  return {
    /** `{{t "by" names="A and B"}}`: the edition's own words, with `{names}` filled in. */
    t(key, options) {
      const phrase = words.phrase(String(key), (options as Options).hash);
      if (phrase === undefined)
        throw new TemplateError(
          'template-unknown-name',
          `There are no words for “${String(key)}”.`,
          undefined,
          words.near(String(key)),
        );
      return phrase;
    },
    /** `{{names authors}}`: `A, B and C`. */
    names: (list) => words.list(Array.isArray(list) ? list.map(String) : []),
    /** `{{thousands words}}`: `12,345`. */
    thousands: (value) => words.number(Number(value)),
  };
}

function isSet(value: unknown): boolean {
  return !Handlebars.Utils.isEmpty(value) || value === 0;
}
