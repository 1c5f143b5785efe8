import { chmod, mkdtemp, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { anchor } from '../../src/anchoring/anchor.js';
import { ask } from '../../src/cli/reanchor-ask.js';
import { readManuscript } from '../../src/manuscript/read.js';
import { writeSnapshot } from '../../src/output/write-snapshot.js';
import { needsPerson, type Plan } from '../../src/reanchor/plan.js';
import { planReanchoring, writeReanchoring } from '../../src/reanchor/reanchor.js';
import { writeProject } from '../support/project.js';

const TEXT = `---
title: The Mill
---

The miller kept his accounts in chalk on the back of the door. When the rain came, a whole year ran down.

They carried the door to the parish hall. The door hangs there still, and “nobody” has asked whose it is.
`;

const NOTES = `# The notes, by hand.
anthology: { title: T }
readings: [mill]
notes:
  - reading: mill
    quote: accounts in chalk   # the oldest
    note: A.
  - { reading: mill, quote: the door, prefix: "carried ", note: B. }
  - reading: mill
    quote: >-
      a whole
      year
    note: C.
  - reading: mill
    quote: '"nobody"'
    note: D.
`;

/** A project whose notes stood in TEXT before it was edited. */
async function project(edit: (text: string) => string, notes = NOTES): Promise<string> {
  const root = await writeProject({ 'annotations.yml': notes, 'corpus/mill.md': TEXT });
  await remember(root);
  await writeFile(join(root, 'corpus/mill.md'), edit(TEXT));
  return root;
}

async function remember(root: string): Promise<void> {
  const { value } = await readManuscript(root);
  await writeSnapshot(anchor(value!).value);
}

async function planOf(root: string): Promise<Plan> {
  return (await planReanchoring(root)).plan!;
}

const annotations = (root: string) => readFile(join(root, 'annotations.yml'), 'utf8');

async function states(root: string): Promise<string[]> {
  return anchor((await readManuscript(root)).value!).value.notes.map(({ state }) => state);
}

/** Writes what is certain. */
async function write(root: string) {
  const plan = await planOf(root);
  return writeReanchoring(
    plan,
    plan.proposals.flatMap(({ note, place }) =>
      place?.selector ? [{ note, selector: place.selector }] : [],
    ),
  );
}

const edited = (text: string) =>
  text
    .replace('in chalk', 'in white chalk')
    .replace('They carried the door', 'They carried that door')
    .replace('a whole year', 'a whole long year');

describe('what is proposed', () => {
  it('is what moved, and what looks otherwise; what stands as written is not', async () => {
    const plan = await planOf(await project(edited));
    expect(plan.proposals.map(({ state, place }) => [state, place?.selector])).toEqual([
      ['moved', { quote: 'accounts in white chalk' }],
      ['moved', { quote: 'that door', prefix: 'carried ' }],
      ['moved', { quote: 'a whole long year' }],
      ['normalised', { quote: '“nobody”' }],
    ]);
  });

  it('has both of a pair of marks', async () => {
    const root = await project((text) => text.replace('accounts in chalk', 'accounts in “chalk”'));
    const [first] = (await planOf(root)).proposals;
    expect(first).toMatchObject({ state: 'moved', place: { selector: { quote: 'accounts in “chalk”' } } });
  });

  it('has context where the words stand twice now', async () => {
    const plan = await planOf(
      await project((text) => text.replace('When', 'So much for accounts in chalk. When')),
    );
    const [first] = plan.proposals;
    expect(first?.state).toBe('moved');
    expect(first?.place?.selector).toEqual({ quote: 'accounts in chalk', suffix: ' on the' });
  });

  it('is what is known of a note whose words are gone', async () => {
    const plan = await planOf(await project((text) => text.replace(' accounts in chalk', ' geese')));
    const [first] = plan.proposals;
    expect(needsPerson(first!)).toBe(true);
    expect(first?.was?.words).toBe('geese');
    expect(first?.was?.at?.source.path).toBe('corpus/mill.md');
  });
});

describe('what is written', () => {
  it('is the texts alone, and every note is exact then', async () => {
    const root = await project(edited);
    const { done, diagnostics } = await write(root);
    expect([done.length, diagnostics]).toEqual([4, []]);
    expect(await annotations(root)).toBe(
      NOTES.replace('accounts in chalk ', 'accounts in white chalk ')
        .replace('quote: the door', 'quote: that door')
        .replace('a whole\n      year', 'a whole long year')
        .replace(`'"nobody"'`, `'“nobody”'`),
    );
    expect(await states(root)).toEqual(['exact', 'exact', 'exact', 'exact']);
    expect((await planOf(root)).proposals).toEqual([]);
  });

  it('takes the snapshot along', async () => {
    const root = await project(edited);
    await write(root);
    const before = await readFile(join(root, 'annotations.lock'), 'utf8');
    await remember(root);
    expect(await readFile(join(root, 'annotations.lock'), 'utf8')).toBe(before);
  });

  it('keeps a byte-order mark, line ends and the mode', async () => {
    const notes = `\ufeff${NOTES.replaceAll('\n', '\r\n')}`;
    const root = await project(edited, notes);
    await chmod(join(root, 'annotations.yml'), 0o640);
    await write(root);
    const text = await annotations(root);
    expect(text.startsWith('\ufeff#')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect((await stat(join(root, 'annotations.yml'))).mode & 0o777).toBe(0o640);
    expect(await states(root)).toEqual(['exact', 'exact', 'exact', 'exact']);
  });

  it('goes where a symbolic link leads', async () => {
    const root = await project(edited);
    await rename(join(root, 'annotations.yml'), join(root, 'mine.yml'));
    await symlink('mine.yml', join(root, 'annotations.yml'));
    await write(root);
    expect(await readFile(join(root, 'mine.yml'), 'utf8')).toContain('accounts in white chalk');
    expect((await states(root))[0]).toBe('exact');
  });

  it('is nothing where the file was changed meanwhile', async () => {
    const root = await project(edited);
    const plan = await planOf(root);
    const other = `${NOTES}# and one more line\n`;
    await writeFile(join(root, 'annotations.yml'), other);
    const { note, place } = plan.proposals[0]!;
    const { done, failed, diagnostics } = await writeReanchoring(plan, [
      { note, selector: place!.selector! },
    ]);
    expect([done, failed, diagnostics.map(({ code }) => code)]).toEqual([[], true, ['annotations-changed']]);
    expect(await annotations(root)).toBe(other);
  });

  it('is nothing where nothing is certain', async () => {
    const root = await project((text) =>
      text.replace(' accounts in chalk', ' geese').replace('“nobody”', '"nobody"'),
    );
    expect((await write(root)).done).toEqual([]);
    expect(await annotations(root)).toBe(NOTES);
  });
});

describe('on a terminal', () => {
  /** Answers the questions as they come; gives what was decided, and what was shown. */
  async function answer(plan: Plan, answers: string[], end?: 'end' | 'Ctrl-C') {
    const input = new PassThrough();
    const output = Object.assign(new PassThrough(), { isTTY: end === 'Ctrl-C' });
    let shown = '';
    const left = [...answers];
    output.on('data', (data) => {
      shown += data;
      if (!/[\]?:] (?:\x1b\[\d*[A-Za-z])*$/.test(shown)) return;
      const next = left.shift();
      if (next !== undefined) setImmediate(() => input.write(`${next}\n`));
      else if (end === 'end') setImmediate(() => input.end());
      else if (end === 'Ctrl-C') setImmediate(() => input.write('\x03'));
    });
    const decided = await ask(plan, { input, output, paint: (_, text) => text });
    const quotes =
      decided.kind === 'write' ? decided.changes.map(({ selector }) => selector.quote) : decided.kind;
    return { quotes, shown, changes: decided.kind === 'write' ? decided.changes : [] };
  }

  it.each<[string, string[], string[]]>([
    ['yes and no', ['y', 'n', 'y', 'n'], ['accounts in white chalk', 'a whole long year']],
    ['all the rest', ['n', 'a'], ['that door', 'a whole long year', '“nobody”']],
    ['quit, and write', ['y', 'q'], ['accounts in white chalk']],
    ['help first', ['?', 'what', 'y', 'q'], ['accounts in white chalk']],
    ['other words', ['e', 'kept his accounts', 'q'], ['kept his accounts']],
    ['other words that are not there', ['e', 'geese', 'n', 'q'], []],
    ['other words that stand twice', ['e', 'the', '2', 'q'], ['the']],
  ])('takes %s', async (name, answers, quotes) => {
    const { quotes: taken, shown } = await answer(await planOf(await project(edited)), answers);
    expect(taken).toEqual(quotes);
    if (name.startsWith('help')) expect(shown).toContain('Ctrl-C');
    if (name.includes('not there')) expect(shown).toContain('do not stand');
  });

  it('takes a candidate by its number', async () => {
    const root = await project((text) => text.replace('accounts in chalk', 'account in chalk'), NOTES);
    await rm(join(root, 'annotations.lock'));
    const plan = await planOf(root);
    expect(plan.proposals[0]?.state).toBe('ask');
    const { quotes } = await answer(plan, ['1', 'q']);
    expect(quotes).toEqual([plan.proposals[0]!.candidates[0]!.words]);
  });

  it('takes a place in another reading, and writes which', async () => {
    const [, moved] = /^(The miller.*)$/m.exec(TEXT)!;
    const notes = NOTES.replace('[mill]', '[mill, hall]');
    const root = await writeProject({
      'annotations.yml': notes,
      'corpus/mill.md': TEXT.replace(moved!, ''),
      'corpus/hall.md': `---\ntitle: The Hall\n---\n\n${moved}\n`,
    });
    const plan = await planOf(root);
    const [first] = plan.proposals;
    expect(needsPerson(first!)).toBe(true);
    const { changes, shown } = await answer(plan, ['1', 'q']);
    expect(shown).toContain('corpus/hall.md:5:21');
    expect(shown).toContain('+ reading: hall');
    expect(changes).toEqual([{ note: first!.note, selector: first!.candidates[0]!.selector }]);
    expect((await writeReanchoring(plan, changes)).done).toHaveLength(1);
    const now = await readFile(join(root, 'annotations.yml'), 'utf8');
    expect(now).toBe(notes.replace('- reading: mill', '- reading: hall'));
  });

  it.each(['end', 'Ctrl-C'] as const)('writes nothing after %s', async (end) => {
    const plan = await planOf(await project(edited));
    expect((await answer(plan, end === 'end' ? ['y'] : [], end)).quotes).toBe('interrupted');
  });
});

describe('the snapshot of a project', () => {
  it('is not written where it says the same, nor where a later florilegium wrote it', async () => {
    const root = await project((text) => text);
    const path = join(root, 'annotations.lock');
    const { mtimeMs } = await stat(path);
    await remember(root);
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);
    const later = 'florilegium-snapshot 99\nanything at all\n';
    await writeFile(path, later);
    await remember(root);
    expect(await readFile(path, 'utf8')).toBe(later);
  });

  it('that cannot be written is a warning', async () => {
    const { value } = await readManuscript(await project((text) => text));
    const folder = await mkdtemp(join(tmpdir(), 'florilegium-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const missing = { ...value!, root: join(folder, 'not', 'there') };
    delete missing.snapshot;
    const { diagnostics } = await writeSnapshot(anchor(missing).value);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['snapshot-not-written', 'warning'],
    ]);
  });
});
