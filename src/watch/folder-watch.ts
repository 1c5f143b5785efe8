import { basename, relative, resolve, sep } from 'node:path';
import { watch } from 'chokidar';

/** Files of a project come in bursts: a program saves several, an editor writes beside and renames. Milliseconds. */
const QUIET = 100;

/** Folders that hold nothing of a project and may hold very much. */
const NOT_WATCHED = new Set(['node_modules']);

/**
 * Hears of changes in a folder: of anything in it but hidden files and what a build writes. A burst is told once, when it
 * is over; that something changed is all that is told, since who asks has to look at the files anyway.
 */
export class FolderWatch {
  readonly #watcher: ReturnType<typeof watch>;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param folder absolute
   * @param output the folder that builds write into, absolute; heard, too, where the project lies in it
   * @param tell called after each burst
   */
  constructor(folder: string, output: string, tell: () => void) {
    const apart = output !== folder && !isUnder(output, folder);
    const ignored = (path: string) => {
      const full = resolve(path);
      if (full === folder) return false;
      const name = basename(full);
      if (name.startsWith('.') || NOT_WATCHED.has(name)) return true;
      return apart && (full === output || isUnder(output, full));
    };
    this.#watcher = watch(folder, { ignored, ignoreInitial: true });
    const heard = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(tell, QUIET);
    };
    this.#watcher.on('all', heard);
    // A folder that went while it was being looked at, or too many folders for the system: what is heard is still told.
    this.#watcher.on('error', heard);
  }

  /** Resolves when changes from now on are heard. */
  ready(): Promise<void> {
    return new Promise((done) => this.#watcher.once('ready', () => done()));
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watcher.close();
  }
}

function isUnder(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`);
}
