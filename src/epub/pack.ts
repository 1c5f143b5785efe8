import type { Diagnostic, Result } from '../diagnostics/diagnostic.js';
import {
  archiveFiles,
  type Completion,
  type Draft,
  FOLDER,
  MIMETYPE,
  NAVIGATION,
  NCX,
  PACKAGE,
} from './archive.js';
import { withInsertions } from './break-places.js';
import { checkFiles } from './check.js';
import { type PackedFile, packFile, writeZip } from './zip.js';

/** What is to be done with a completed draft. */
export interface PackingOrder {
  completion: Completion;
  /** In place of the draft's resource of that path, since it may have been drawn meanwhile. */
  cover?: { path: string; bytes: Uint8Array } | undefined;
  /** Whether it must be checked, whatever was found before. */
  check: boolean;
}

/** An EPUB and what was found in it. */
export interface Packed extends Result<Uint8Array> {
  /** Whether what was checked first, the draft with its trial or the EPUB itself, has no fault. */
  sound: boolean;
}

/**
 * Packs and checks one EPUB in two steps: the draft, and where the pages of the print begin. What needs only the first is
 * done with that: compressing what has no page breaks, and the check, of the draft with a trial completion. Only where
 * that finds something is the EPUB checked itself, and what is then found is said.
 */
export class Packing {
  readonly #contents: ReadonlyMap<string, string>;
  readonly #drafted: Promise<{ files: Map<string, Uint8Array>; packed: Map<string, PackedFile> }>;
  #trial: Diagnostic[] | undefined;

  /** @param trial a completion that has a fault wherever others have one; without it, nothing is checked now */
  constructor(
    private readonly draft: Draft,
    trial?: Completion,
  ) {
    this.#contents = new Map(draft.documents.map(({ file, xhtml }) => [FOLDER + file, xhtml]));
    this.#drafted = this.#begin(trial);
    // It is awaited by `write`, which may never be asked.
    this.#drafted.catch(() => undefined);
  }

  async #begin(trial: Completion | undefined) {
    const files = await archiveFiles(this.draft);
    if (trial) this.#trial = await this.#check(files, { completion: trial });
    const packed = new Map<string, PackedFile>();
    for (const [name, bytes] of files)
      if (!this.#contents.has(name) && !COMPLETED.has(name))
        packed.set(name, packFile({ name, bytes, stored: name === MIMETYPE }));
    return { files, packed };
  }

  async write(order: PackingOrder): Promise<Packed> {
    const { files, packed } = await this.#drafted;
    const members = [...files.keys()].map((name) => {
      const bytes = this.#completed(name, order);
      return bytes ? packFile({ name, bytes }) : packed.get(name)!;
    });
    const value = writeZip(members, this.draft.date);
    const trial = this.#trial ?? [];
    const diagnostics = order.check || trial.length > 0 ? await this.#check(files, order) : [];
    return { value, diagnostics, sound: (this.#trial ?? diagnostics).length === 0 };
  }

  #check(files: ReadonlyMap<string, Uint8Array>, order: Omit<PackingOrder, 'check'>): Promise<Diagnostic[]> {
    return checkFiles(
      new Map([...files].map(([name, bytes]) => [name, this.#completed(name, order) ?? bytes])),
    );
  }

  /** The bytes of a file that depends on what comes after the draft. */
  #completed(name: string, { completion, cover }: Omit<PackingOrder, 'check'>): Uint8Array | undefined {
    const part = COMPLETED.get(name);
    if (part) return Buffer.from(completion[part]);
    if (cover && name === FOLDER + cover.path) return cover.bytes;
    const xhtml = this.#contents.get(name);
    if (xhtml === undefined) return undefined;
    const breaks = completion.breaks.get(name.slice(FOLDER.length)) ?? [];
    return Buffer.from(withInsertions(xhtml, breaks));
  }
}

/** The parts of a completion that are files, by name. */
const COMPLETED = new Map([
  [PACKAGE, 'packageDocument'],
  [NAVIGATION, 'navigation'],
  [NCX, 'ncx'],
] as const satisfies [string, keyof Completion][]) as ReadonlyMap<
  string,
  'packageDocument' | 'navigation' | 'ncx'
>;
