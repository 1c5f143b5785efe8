import { stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { watch } from 'chokidar';

/** Files of a project come in bursts: a program saves several, an editor writes beside and renames. Milliseconds. */
const QUIET = 100;

/** How often a folder that went is looked for. Milliseconds. */
const AWAY = 300;

/** Folders that hold nothing of a project and may hold very much. */
const NOT_WATCHED = new Set(['node_modules']);

/**
 * Hears of changes in a folder: of anything in it but hidden files and what a build writes. A burst is told once, when it
 * is over; that something changed is all that is told, since who asks has to look at the files anyway.
 *
 * Folders, this one among them, may go and come back: one is moved, a revision is checked out, a disk is taken out. The
 * system tells of the folder that it was asked about, not of another one of its name, so that after each burst those that
 * are there are compared with those that are listened to.
 */
export class FolderWatch {
  readonly #folder: string;
  readonly #ignored: (path: string) => boolean;
  readonly #tell: () => void;
  #watcher: ReturnType<typeof watch>;
  /** The folders that are listened to, each with what tells it from others that have had its name. */
  #known = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /**
   * @param folder absolute
   * @param output the folder that builds write into, absolute; heard, too, where the project lies in it
   * @param tell called after each burst
   */
  constructor(folder: string, output: string, tell: () => void) {
    const apart = output !== folder && !isUnder(output, folder);
    this.#folder = folder;
    this.#tell = tell;
    this.#ignored = (path) => {
      const full = resolve(path);
      if (full === folder) return false;
      const name = basename(full);
      if (name.startsWith('.') || NOT_WATCHED.has(name)) return true;
      return apart && (full === output || isUnder(output, full));
    };
    this.#watcher = this.#listen();
  }

  /** Resolves when changes from now on are heard. */
  async ready(): Promise<void> {
    await new Promise<void>((done) => this.#watcher.once('ready', () => done()));
    this.#known = await this.#present(this.#listenedTo());
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#watcher.close();
  }

  #listen(): ReturnType<typeof watch> {
    const heard = () => this.#heard();
    // A folder that went while it was being looked at, or too many folders for the system: what is heard is still told.
    return watch(this.#folder, { ignored: this.#ignored, ignoreInitial: true })
      .on('all', heard)
      .on('error', heard);
  }

  #heard(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#tell();
      void this.#follow();
    }, QUIET);
  }

  /** Listens anew where a folder is not the one that is listened to. */
  async #follow(): Promise<void> {
    const listened = this.#listenedTo();
    const present = await this.#present([...this.#known.keys(), ...listened]);
    const isLost = (path: string) => !listened.has(path) || this.#known.get(path) !== present.get(path);
    const lost = [...this.#known.keys()].some((path) => present.has(path) && isLost(path));
    this.#known = present;
    if (present.has(this.#folder) && !lost) return;
    await this.#watcher.close();
    while (!this.#closed && !(await this.#present([this.#folder])).size) await sleep(AWAY);
    if (this.#closed) return;
    this.#watcher = this.#listen();
    await this.ready();
    this.#heard();
  }

  #listenedTo(): Set<string> {
    const paths = Object.keys(this.#watcher.getWatched());
    return new Set(paths.filter((path) => path === this.#folder || isUnder(this.#folder, path)));
  }

  /** Those of some paths that are folders now. The number of one that went is given to another at once, its time is not. */
  async #present(paths: Iterable<string>): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    await Promise.all(
      [...new Set(paths)].map(async (path) => {
        const about = await stat(path).catch(() => undefined);
        if (about?.isDirectory()) found.set(path, `${about.dev} ${about.ino} ${about.birthtimeMs}`);
      }),
    );
    return found;
  }
}

function isUnder(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`);
}
