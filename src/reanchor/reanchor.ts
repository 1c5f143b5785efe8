import { join, resolve } from 'node:path';
import { anchor } from '../anchoring/anchor.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { ANNOTATIONS } from '../manuscript/corpus.js';
import { readBytes } from '../manuscript/files.js';
import { readManuscript } from '../manuscript/read.js';
import { reasonOf } from '../output/reasons.js';
import { replaceFile } from '../output/replace-file.js';
import { writeSnapshot } from '../output/write-snapshot.js';
import { Plan } from './plan.js';
import { type Change, rewrite } from './rewrite.js';

export interface Read {
  /** Undefined where nothing can be made of the project. */
  plan: Plan | undefined;
  /** What is wrong with the project, apart from where its notes are. */
  diagnostics: Diagnostic[];
  /** Whether there is a project at all. */
  missing: boolean;
}

/** Reads a project and finds out which of its notes are not where they were, and what they could say. */
export async function planReanchoring(project: string): Promise<Read> {
  const { value: manuscript, diagnostics } = await readManuscript(resolve(project));
  const missing = diagnostics.some(({ code }) => code === 'project-missing');
  if (!manuscript) return { plan: undefined, diagnostics, missing };
  return { plan: new Plan(manuscript, anchor(manuscript).value), diagnostics, missing };
}

export interface Written {
  /** The changes that annotations.yml has now. */
  done: Change[];
  diagnostics: Diagnostic[];
  /** Whether the file or the disk would not take them. */
  failed: boolean;
}

/**
 * Writes changes into annotations.yml, whole or not at all, and takes down in the snapshot where the notes stand then.
 * Nothing is written if the file is not the one that was read.
 */
export async function writeReanchoring({ manuscript }: Plan, changes: readonly Change[]): Promise<Written> {
  const { root, source } = manuscript;
  const { text, done, diagnostics } = rewrite(source, changes);
  if (text === undefined) return { done, diagnostics, failed: false };
  const failed = (said: Diagnostic): Written => ({
    done: [],
    diagnostics: [...diagnostics, said],
    failed: true,
  });
  try {
    const found = await readBytes(root, ANNOTATIONS);
    const mark = found.kind === 'file' && hasMark(found.bytes) ? MARK : '';
    const isOther = async () => {
      const now = await readBytes(root, ANNOTATIONS);
      return now.kind !== 'file' || !Buffer.from(now.bytes).equals(Buffer.from(mark + source.text));
    };
    if (!(await replaceFile(join(root, ANNOTATIONS), Buffer.from(mark + text), isOther)))
      return failed(
        diagnostic('annotations-changed', `${ANNOTATIONS} was changed meanwhile: nothing was written`, {
          file: ANNOTATIONS,
          hint: 'run the command again',
        }),
      );
  } catch (error) {
    return failed(
      diagnostic('annotations-not-written', `${ANNOTATIONS} could not be written: ${reasonOf(error)}`, {
        file: ANNOTATIONS,
        hint: 'nothing was changed',
      }),
    );
  }
  const { value: now } = await readManuscript(root);
  const snapshot = now && (await writeSnapshot(anchor(now).value));
  return { done, diagnostics: [...diagnostics, ...(snapshot?.diagnostics ?? [])], failed: false };
}

/** The byte-order mark that a file may begin with; `Source` is without it. */
const MARK = '\ufeff';

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
