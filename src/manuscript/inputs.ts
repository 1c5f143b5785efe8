import { createHash } from 'node:crypto';
import type { Found, Listing } from './files.js';

/**
 * What was read of a project, file by file and folder by folder, to find out later whether it is still the same. Given
 * in place of the project's folder, it is told of all that is read of it.
 */
export class Inputs {
  /** What stood at each path. */
  readonly files = new Map<string, string>();
  /** What stood in each folder; one that was looked into with those inside it ends in `/**`. */
  readonly folders = new Map<string, string>();

  /** @param root the project's folder, absolute */
  constructor(readonly root: string) {}

  file(path: string, found: Found): void {
    this.files.set(path, fingerprint(found));
  }

  folder(path: string, deep: boolean, listing: Listing): void {
    this.folders.set(deep ? `${path}/**` : path, JSON.stringify(listing));
  }
}

function fingerprint(found: Found): string {
  if (found.kind === 'file') return createHash('sha256').update(found.bytes).digest('hex');
  return found.kind === 'missing' ? 'missing' : `${found.diagnostic.code}: ${found.diagnostic.message}`;
}
