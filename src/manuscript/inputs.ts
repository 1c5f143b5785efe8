import { createHash } from 'node:crypto';
import type { Found, Listing } from './files.js';

/** What a build read of its project, file by file and folder by folder, to find out later whether it has changed. */
export class Inputs {
  /** What stood at each path. */
  readonly files = new Map<string, string>();
  /** What stood in each folder; one that was looked into with those inside it has `/**` after its path. */
  readonly folders = new Map<string, string>();

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
