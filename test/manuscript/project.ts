import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Diagnostic, Result } from '../../src/diagnostics/diagnostic.js';
import type { Manuscript, Reading } from '../../src/manuscript/manuscript.js';
import { readManuscript } from '../../src/manuscript/read.js';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Files of a project: text or bytes by path; null makes a folder. */
export type Files = Record<string, string | Uint8Array | null>;

/** A valid annotations.yml of two lines, so that what is added to it begins in line 3. */
export const HEAD = 'anthology: { title: T }\nreadings: [one]\n';

/** A valid reading of four lines, so that what is added to it begins in line 5. */
export const READING = '---\ntitle: One\n---\nOnce upon a time.\n';

/** Writes a project into a folder of its own; annotations.yml and corpus/one.md are there unless given. */
export function write(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'florilegium-'));
  folders.push(root);
  for (const [path, content] of Object.entries({
    'annotations.yml': HEAD,
    'corpus/one.md': READING,
    ...files,
  })) {
    if (content === null) mkdirSync(join(root, path), { recursive: true });
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  }
  return root;
}

export function read(files: Files): Promise<Result<Manuscript | undefined>> {
  return readManuscript(write(files));
}

/** The manuscript of a project that has nothing wrong with it. */
export async function readValid(files: Files): Promise<Manuscript> {
  const { value, diagnostics } = await read(files);
  if (!value || diagnostics.length > 0) throw new Error(`not valid: ${JSON.stringify(diagnostics, null, 1)}`);
  return value;
}

/** The one reading of a project with this Markdown below its front matter. */
export async function readBody(markdown: string): Promise<Reading> {
  return (await readValid({ 'corpus/one.md': `---\ntitle: One\n---\n${markdown}` })).readings[0]!;
}

/** `file:line:column code`, or `file code` where there is no place in it. */
export function places(diagnostics: Diagnostic[]): string[] {
  return diagnostics.map(({ code, file, range }) =>
    range ? `${file}:${range.start.line}:${range.start.column} ${code}` : `${file} ${code}`,
  );
}
