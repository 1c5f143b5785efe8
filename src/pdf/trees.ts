import type { PdfFile } from './pdf-file.js';
import { type ObjectNumber, reference, stringBytes, textString } from './syntax.js';

/** Entries of a leaf, and kids of an inner node. */
const WIDTH = 64;

/** Writes a name tree (ISO 32000-1, 7.9.6). Keys must differ; values are written already. */
export function nameTree(file: PdfFile, entries: readonly [string, string][]): ObjectNumber {
  const sorted = entries
    .map(([key, value]) => ({ bytes: stringBytes(key), key, value }))
    .sort((a, b) => (a.bytes < b.bytes ? -1 : 1));
  return tree(
    file,
    'Names',
    sorted.map(({ key, value }) => [textString(key), value]),
  );
}

/** Writes a number tree (7.9.7) of entries that come in order. */
export function numberTree(file: PdfFile, entries: readonly [number, string][]): ObjectNumber {
  return tree(
    file,
    'Nums',
    entries.map(([key, value]) => [String(key), value]),
  );
}

interface Branch {
  least: string;
  greatest: string;
  object: ObjectNumber;
}

/** The root has no Limits, all nodes under it have. */
function tree(file: PdfFile, kind: 'Names' | 'Nums', entries: [string, string][]): ObjectNumber {
  if (entries.length <= WIDTH) return file.object(`<</${kind}[${entries.flat().join(' ')}]>>`);
  let level = groups(entries).map((group): Branch => {
    const [least, greatest] = [group[0]![0], group.at(-1)![0]];
    const body = `<</Limits[${least} ${greatest}]/${kind}[${group.flat().join(' ')}]>>`;
    return { least, greatest, object: file.object(body) };
  });
  while (level.length > WIDTH)
    level = groups(level).map((group): Branch => {
      const [least, greatest] = [group[0]!.least, group.at(-1)!.greatest];
      return { least, greatest, object: file.object(`<</Limits[${least} ${greatest}]/${kids(group)}>>`) };
    });
  return file.object(`<</${kids(level)}>>`);
}

function kids(branches: Branch[]): string {
  return `Kids[${branches.map((branch) => reference(branch.object)).join(' ')}]`;
}

function groups<T>(items: readonly T[]): T[][] {
  const result: T[][] = [];
  for (let i = 0; i < items.length; i += WIDTH) result.push(items.slice(i, i + WIDTH));
  return result;
}
