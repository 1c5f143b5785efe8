import type { Memo } from '../cache/memo.js';
import type { Completion } from './archive.js';
import type { DraftedDocument } from './drafted-document.js';
import type { PackedFile } from './zip.js';

/** Content documents as they were packed with the same page breaks before: after an edit, all but a few. */
export class PackedDocuments {
  /** By file. */
  private readonly names: Map<string, string>;

  constructor(
    documents: readonly DraftedDocument[],
    { breaks }: Completion,
    private readonly memo: Memo,
  ) {
    this.names = new Map(
      documents.flatMap(({ file, key }) => (key ? [[file, memo.key('packed', key, breaks.get(file))]] : [])),
    );
  }

  known(): Map<string, PackedFile> {
    return new Map(
      [...this.names].flatMap(([file, name]) => {
        const packed = this.memo.recall<PackedFile>(name);
        return packed ? [[file, packed]] : [];
      }),
    );
  }

  keep(packed: ReadonlyMap<string, PackedFile>): void {
    for (const [file, one] of packed) {
      const name = this.names.get(file);
      if (name) this.memo.keep(name, one);
    }
  }
}
