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
  /** Content documents that were not there in the beginning, without page breaks, by their names. */
  texts?: ReadonlyMap<string, string>;
  /** Those that are packed already, with theirs; undefined where nobody wants to keep what is packed now. */
  known?: ReadonlyMap<string, PackedFile> | undefined;
}

/** An EPUB and what was found in it. */
export interface Packed extends Result<Uint8Array> {
  /** Whether what was checked first, the draft with its trial or the EPUB itself, has no fault. */
  sound: boolean;
  /** The content documents that were packed now, by their names, where they are to be kept. */
  packed: ReadonlyMap<string, PackedFile>;
}

/**
 * Packs and checks one EPUB in two steps: the draft, and where the pages of the print begin. What needs only the first is
 * done with that: compressing what has no page breaks, and the check, of the draft with a trial completion. Only where
 * that finds something is the EPUB checked itself, and what is then found is said.
 */
export class Packing {
  /** Content documents without page breaks, by their names in the archive. */
  readonly #contents: Map<string, string>;
  readonly #drafted: Promise<{ files: Map<string, Uint8Array>; packed: Map<string, PackedFile> }>;
  #trial: Diagnostic[] | undefined;

  /**
   * @param texts the content documents without page breaks, by their names, as far as they are there
   * @param trial a completion that has a fault wherever others have one; without it, nothing is checked now
   */
  constructor(
    private readonly draft: Draft,
    texts: ReadonlyMap<string, string>,
    trial?: Completion,
  ) {
    this.#contents = new Map([...texts].map(([file, xhtml]) => [FOLDER + file, xhtml]));
    this.#drafted = this.#begin(trial);
    // It is awaited by `write`, which may never be asked.
    this.#drafted.catch(() => undefined);
  }

  async #begin(trial: Completion | undefined) {
    const files = await archiveFiles(this.draft);
    if (trial) this.#trial = await this.#check(files, { completion: trial });
    const packed = new Map<string, PackedFile>();
    const documents = new Set(this.draft.documents.map((file) => FOLDER + file));
    for (const [name, bytes] of files)
      if (!documents.has(name) && !COMPLETED.has(name))
        packed.set(name, packFile({ name, bytes, stored: name === MIMETYPE }));
    return { files, packed };
  }

  async write(order: PackingOrder): Promise<Packed> {
    const { files, packed } = await this.#drafted;
    const { texts = [], known } = order;
    for (const [file, xhtml] of texts) this.#contents.set(FOLDER + file, xhtml);
    const fresh = new Map<string, PackedFile>();
    const members = [...files.keys()].map((name) => {
      const file = name.slice(FOLDER.length);
      const before = known?.get(file);
      if (before) return before;
      const bytes = this.#completed(name, order);
      if (!bytes) return packed.get(name)!;
      const member = packFile({ name, bytes });
      if (known && this.#contents.has(name)) fresh.set(file, member);
      return member;
    });
    const value = writeZip(members, this.draft.date);
    const trial = this.#trial ?? [];
    const diagnostics = order.check || trial.length > 0 ? await this.#check(files, order) : [];
    return { value, diagnostics, sound: (this.#trial ?? diagnostics).length === 0, packed: fresh };
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
