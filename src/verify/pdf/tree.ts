import { type PdfObject, Str } from './objects.js';
import type { PdfReader } from './reader.js';

/** Nodes deeper than this hold nothing that a tree of this width could need. */
const DEEPEST = 40;

/**
 * Reads a name tree or number tree (ISO 32000-1, 7.9.6 and 7.9.7): keys are bytes as Latin-1 or numbers. Reports keys out
 * of order or twice, and Limits that are missing, wrong, or in the root.
 */
export function readTree(
  reader: PdfReader,
  root: PdfObject | undefined,
  kind: 'Names' | 'Nums',
  report: (message: string) => void,
): Map<string | number, PdfObject> {
  const entries = new Map<string | number, PdfObject>();
  const order: (string | number)[] = [];
  const key = (object: PdfObject | undefined): string | number | undefined => {
    const value = reader.resolve(object);
    if (kind === 'Nums') return typeof value === 'number' ? value : undefined;
    return value instanceof Str ? value.key : undefined;
  };
  const visit = (object: PdfObject | undefined, depth: number) => {
    const node = reader.dict(object);
    if (!node || depth > DEEPEST) {
      report('a node of the tree is missing or too deep');
      return;
    }
    const limits = reader.array(node.get('Limits'))?.map(key);
    if (depth === 0 && limits) report('the root of the tree has Limits');
    if (depth > 0 && limits?.length !== 2) report('a node of the tree has no Limits');
    const before = order.length;
    for (const kid of reader.array(node.get('Kids')) ?? []) visit(kid, depth + 1);
    const items = reader.array(node.get(kind)) ?? [];
    for (let i = 0; i + 1 < items.length; i += 2) {
      const k = key(items[i]);
      if (k === undefined) {
        report('a key of the tree has the wrong type');
        continue;
      }
      const last = order.at(-1);
      if (last !== undefined && k <= last) report(`the key ${k} of the tree stands twice or out of order`);
      order.push(k);
      entries.set(k, items[i + 1]!);
    }
    if (
      limits?.length === 2 &&
      order.length > before &&
      (limits[0] !== order[before] || limits[1] !== order.at(-1))
    )
      report('the Limits of a node are not its first and last key');
  };
  if (root !== undefined) visit(root, 0);
  return entries;
}
