import { byCodeUnit, type Listing, listFiles, readBytes } from './files.js';
import { Inputs } from './inputs.js';

/** Files that are read at the same time. */
const FILES_AT_ONCE = 32;

/**
 * What is not any more as it was read, in order: files that have another content, that came or that went. Each is read
 * again, since neither its date nor its size would tell.
 */
export async function changedInputs({
  root,
  files,
  folders,
}: Omit<Inputs, 'file' | 'folder'>): Promise<string[]> {
  const now = new Inputs(root);
  const changed = new Set<string>();
  for (const [key, before] of folders) {
    const path = key.replace(/\/\*\*$/, '');
    await listFiles(now, path, key !== path);
    if (now.folders.get(key) === before) continue;
    const names = [before, now.folders.get(key)!].map((listing) => (JSON.parse(listing) as Listing).files);
    for (const [index, list] of names.entries()) {
      const other = new Set(names[1 - index]);
      for (const name of list) if (!other.has(name)) changed.add(`${path}/${name}`);
    }
    // The folder itself came or went, or cannot be read any more.
    if (changed.size === 0) changed.add(path);
  }
  const paths = [...files.keys()];
  for (let i = 0; i < paths.length; i += FILES_AT_ONCE)
    await Promise.all(paths.slice(i, i + FILES_AT_ONCE).map((path) => readBytes(now, path)));
  for (const path of paths) if (now.files.get(path) !== files.get(path)) changed.add(path);
  return [...changed].sort(byCodeUnit);
}
