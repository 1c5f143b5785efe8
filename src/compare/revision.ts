import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/suggest.js';

const run = promisify(execFile);

/** Bytes of one answer of git: the largest file that a project may have, and room. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Folders of a project in which nothing is that a build reads. */
const UNREAD = /(?:^|\/)(?:node_modules|\.git|out)\//;

/** A project as it was in a revision, in a folder of its own for as long as it is wanted. */
export interface CheckedOut {
  folder: string;
  remove(): Promise<void>;
}

export interface NotCheckedOut {
  missing: boolean;
  diagnostic: Diagnostic;
}

/**
 * Writes a project as it was in a git revision into a folder of the system's for temporary files. The repository and its
 * work tree are only read.
 *
 * @param project a folder in the repository; the revision has the project at the same path
 * @param revision as git understands it: `v1`, `HEAD~3`, a commit
 */
export async function checkOut(project: string, revision: string): Promise<CheckedOut | NotCheckedOut> {
  const git = (...args: string[]) =>
    run('git', ['-C', project, ...args], {
      maxBuffer: MOST_BYTES,
      encoding: 'buffer',
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
    }).then(({ stdout }) => stdout);
  const refused = (...args: Parameters<typeof diagnostic>): NotCheckedOut => ({
    missing: args[0] === 'git-missing',
    diagnostic: diagnostic(...args),
  });
  let root: string;
  try {
    root = (await git('rev-parse', '--show-toplevel')).toString().trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return refused(
        'git-missing',
        `“${revision}” is no folder, and git, which could know it, is not installed.`,
        {
          hint: 'install git (https://git-scm.com/downloads), or name two folders',
        },
      );
    return refused(
      'git-repository-missing',
      `“${revision}” is no folder, and the project is in no git repository.`,
      {
        hint: 'name two folders, or the project of a repository with --project',
      },
    );
  }
  const commit = await git(
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ).then(
    (answer) => answer.toString().trim(),
    () => undefined,
  );
  if (!commit) {
    const names = await git('for-each-ref', '--format=%(refname:short)').then(
      (answer) => answer.toString().split('\n').filter(Boolean),
      () => [],
    );
    return refused(
      'revision-unknown',
      `“${revision}” is neither a folder nor a revision of the repository.`,
      {
        hint: didYouMean(revision, [...names, 'HEAD']),
      },
    );
  }
  const prefix = relative(await realpath(root), await realpath(project))
    .split(sep)
    .join('/');
  const folder = await mkdtemp(join(tmpdir(), 'florilegium-revision-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const tree = prefix === '' ? commit : `${commit}:${prefix}`;
    const listed = (await git('ls-tree', '-r', '-z', '--full-tree', tree)).toString();
    for (const line of listed.split('\0')) {
      const [, mode, kind, object, path] = /^(\d+) (\w+) (\w+)\t([\s\S]+)$/.exec(line) ?? [];
      if (kind !== 'blob' || !object || !path || UNREAD.test(path)) continue;
      const bytes = await git('cat-file', 'blob', object);
      await mkdir(dirname(join(folder, path)), { recursive: true });
      if (mode === '120000') await symlink(bytes.toString(), join(folder, path));
      else await writeFile(join(folder, path), bytes);
    }
    return { folder, remove };
  } catch (error) {
    await remove();
    const said = (error as { stderr?: Buffer }).stderr?.toString().trim();
    return refused(
      'revision-unreadable',
      `The project as it was in “${revision}” cannot be read: ${said?.split('\n')[0] || (error as Error).message}.`,
    );
  }
}
