import type { Words } from '../words.js';
import Handlebars from './handlebars.js';
import { LEADING } from './parse-markup.js';
import { TemplateError } from './template-error.js';
import { TreeValue } from './tree-value.js';

/** A Handlebars helper; the last argument is Handlebars' own options. */
export type Helper = (this: unknown, ...args: unknown[]) => unknown;

interface Options {
  fn?: (context: unknown, options?: { data?: unknown; blockParams?: unknown[] }) => string;
  hash: Record<string, unknown>;
}

/** As often as a template may say one thing again: far more than a page of lines. */
const MOST_TIMES = 1000;

/** What every template may call besides Handlebars' own if, unless, each, with and lookup. `docs/templates.md` has them all. */
export const STANDARD_HELPERS: Record<string, Helper> = {
  eq: (a, b) => a === b,
  and: (...args) => args.slice(0, -1).every(isSet),
  or: (...args) => args.slice(0, -1).some(isSet),
  not: (value) => !isSet(value),

  /** The text of a tree, without markup. */
  plain: (value) => (value instanceof TreeValue ? value.plain() : value),

  /** `{{#times 3}}…{{/times}}`: its content so many times. */
  times(count, options) {
    const { fn } = options as Options;
    if (!fn) throw failed('“times” is a block: {{#times 3}}…{{/times}}.');
    return fn(this).repeat(Math.min(MOST_TIMES, Math.max(0, Math.trunc(Number(count)) || 0)));
  },

  /** `{{#leading tree}}label {{/leading}}`: prints the tree with the label at the start of its first paragraph. */
  leading(tree, options) {
    const { fn } = options as Options;
    if (!fn || !(tree instanceof TreeValue))
      throw failed('“leading” takes one tree, as {{#leading content}}…{{/leading}}.');
    return new Handlebars.SafeString(
      `<${LEADING}>${fn(this)}<${LEADING}-tree>${tree.toHTML()}</${LEADING}-tree></${LEADING}>`,
    );
  },
};

/** What only the cover's drawing can call: how wide texts are is known to nothing before it. */
export const COVER_HELPERS: Record<string, Helper> = {
  /**
   * `{{#fit book.title y=300 width=1200 height=900 size=220 leading=1.05 family="EB Garamond" weight=500 as |title|}}`:
   * the text in lines that fit into the box, as `{ size, lines: [{ text, y, runs: [{ text, family, x }] }], bottom }`.
   */
  fit(text, options) {
    const { fn, hash, data } = options as Options & { data: { root: { fit?: FitHelper } } };
    const fit = data.root.fit;
    if (!fn || !fit) throw failed('“fit” is a block of cover.svg.hbs.');
    const fitted = fit(String(text ?? ''), hash);
    return fn(this, { data, blockParams: [fitted] });
  },
  plus: (a, b) => Number(a) + Number(b),
  minus: (a, b) => Number(a) - Number(b),
};

/** What the data of cover.svg.hbs bring along for `fit`; `box` is its hash, unchecked. */
export type FitHelper = (text: string, box: Record<string, unknown>) => object;

/** The helpers that speak the anthology's language. */
export function languageHelpers(words: Words): Record<string, Helper> {
  return {
    /** `{{t "by" names="A and B"}}`: the edition's own words, with `{names}` filled in. */
    t(key, options) {
      const { hash } = options as Options;
      const phrase = words.phrase(String(key), hash);
      if (phrase === undefined)
        throw new TemplateError(
          'template-unknown-name',
          `There are no words for “${String(key)}”.`,
          undefined,
          words.near(String(key)) ?? 'write it in templates/words.yml',
        );
      const [hole] = words.unfilled(String(key), hash);
      if (hole !== undefined)
        throw failed(`“${String(key)}” says {${hole}}: write {{t "${String(key)}" ${hole}=…}}.`);
      return phrase;
    },
    /** `{{names authors}}`: `A, B and C`. */
    names(list) {
      if (isSet(list) && !Array.isArray(list)) throw failed('“names” takes a list, as {{names authors}}.');
      return words.list(Array.isArray(list) ? list.map(String) : []);
    },
    /** `{{thousands words}}`: `12,345`. */
    thousands(value) {
      const isNumber =
        typeof value === 'number' || (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value));
      if (!isNumber) throw failed('“thousands” takes a number, as {{thousands words}}.');
      return words.number(value);
    },
  };
}

/** A helper called otherwise than it can be. */
function failed(message: string): TemplateError {
  return new TemplateError('template-failed', message, undefined);
}

function isSet(value: unknown): boolean {
  return !Handlebars.Utils.isEmpty(value) || value === 0;
}
