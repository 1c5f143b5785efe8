import type { CssNode } from 'css-tree';
import parse from 'css-tree/parser';
import { BUILT_IN_FAMILIES, builtInFontPath, GENERIC_FAMILIES, packageFontPath } from '../built-in-fonts.js';
import type { RenderedBook } from '../render/rendered.js';

/** The face in which a print sets its text. */
export interface TextFace {
  family: string;
  /** What follows it where a reader lacks it: `serif`, `sans-serif`. */
  generic: string;
  cuts: FaceCut[];
}

export interface FaceCut {
  weight: string;
  style: string;
  /** A file of a font package, absolute; or a file of templates/, as the stylesheets name it. */
  file: { package: string } | { asset: string };
}

/** The cuts of a family that comes with florilegium: what a text can ask for. */
const CUTS = [
  { weight: 400, italic: false },
  { weight: 400, italic: true },
  { weight: 700, italic: false },
  { weight: 700, italic: true },
];

/** Rules for the whole of a document: `html`, `:root[data-page]`, `body`. */
const WHOLE = /^(?:html|body|:root)(?:\[[^\]]*\])*$/i;

/** Media queries that no print answers to. */
const NOT_PRINT = /\bscreen\b|\bnot\s+(?:print|all)\b/i;

/**
 * The face that the print stylesheets give the root or the body: the last that they name, in the first of its families that
 * can be found. A font that only a machine has is none.
 *
 * @returns undefined where none of the families has a file
 */
export function textFace({ stylesheets, assets }: RenderedBook): TextFace | undefined {
  const own = new Map<string, FaceCut[]>();
  let families: string[] = [];
  const read = (nodes: Iterable<CssNode>): void => {
    for (const node of nodes) {
      if (node.type === 'Atrule' && node.name.toLowerCase() === 'media') {
        const query = node.prelude?.type === 'Raw' ? node.prelude.value : '';
        if (!NOT_PRINT.test(query)) read(node.block?.children ?? []);
      }
      if (node.type === 'Atrule' && node.name.toLowerCase() === 'font-face') {
        const { family, cut } = readCut(declarations(node.block?.children), assets);
        if (family !== undefined && cut) own.set(key(family), [...(own.get(key(family)) ?? []), cut]);
      } else if (node.type === 'Rule' && node.prelude.type === 'Raw') {
        if (!node.prelude.value.split(',').some((selector) => WHOLE.test(selector.trim()))) continue;
        const value = declarations(node.block.children).get('font-family');
        if (value !== undefined) families = listed(value);
      }
    }
  };
  for (const { text } of stylesheets.print) {
    const sheet = parse(text, { parseRulePrelude: false, parseAtrulePrelude: false, parseValue: false });
    if (sheet.type === 'StyleSheet') read(sheet.children);
  }
  const generic = families.find((family) => Object.hasOwn(GENERIC_FAMILIES, family)) ?? 'serif';
  for (const family of families) {
    const cuts = own.get(key(family)) ?? builtInCuts(GENERIC_FAMILIES[family] ?? family);
    if (cuts.length > 0) return { family: GENERIC_FAMILIES[family] ?? family, generic, cuts };
  }
  return undefined;
}

/** The values of declarations by property; the last of each. */
function declarations(nodes: Iterable<CssNode> = []): Map<string, string> {
  const found = new Map<string, string>();
  for (const node of nodes)
    if (node.type === 'Declaration' && node.value.type === 'Raw')
      found.set(node.property.toLowerCase(), node.value.value.trim());
  return found;
}

/** What an `@font-face` rule names, with the first of its files that is there. */
function readCut(
  rule: ReadonlyMap<string, string>,
  assets: ReadonlyMap<string, Uint8Array>,
): { family: string | undefined; cut: FaceCut | undefined } {
  const [family] = listed(rule.get('font-family') ?? '');
  const addresses = [...(rule.get('src') ?? '').matchAll(/url\(\s*["']?([^"')]*?)["']?\s*\)/g)];
  for (const [, address] of addresses) {
    const path = address!.replace(/^\.\//, '');
    const packaged = packageFontPath(path);
    const file = packaged !== undefined ? { package: packaged } : assets.has(path) && { asset: path };
    if (!file) continue;
    const [weight = '400', style = 'normal'] = [rule.get('font-weight'), rule.get('font-style')];
    return { family, cut: { weight, style, file } };
  }
  return { family, cut: undefined };
}

function builtInCuts(name: string): FaceCut[] {
  const family = BUILT_IN_FAMILIES.find((each) => key(each.family) === key(name));
  if (!family) return [];
  return CUTS.flatMap(({ weight, italic }) => {
    const path = builtInFontPath(family, weight, italic);
    return path === undefined
      ? []
      : [{ weight: String(weight), style: italic ? 'italic' : 'normal', file: { package: path } }];
  });
}

/** The families of a value, without quotation marks. */
function listed(value: string): string[] {
  const names = value.replace(/!\s*important\s*$/i, '').matchAll(/"([^"]*)"|'([^']*)'|([^,"']+)/g);
  return [...names].map((match) => (match[1] ?? match[2] ?? match[3] ?? '').trim()).filter(Boolean);
}

/** Names of families do not heed capitals. */
function key(family: string): string {
  return family.toLowerCase();
}
