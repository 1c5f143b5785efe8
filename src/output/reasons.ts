/** Why a folder or a disk would not take a file, in words. */
export function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return REASONS[code] ?? code;
}

/** Whether there is no room left on a disk. */
export function isFull(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT';
}

const REASONS: Record<string, string> = {
  EACCES: 'no permission to write here',
  EPERM: 'no permission to write here',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is larger than allowed here',
  EIO: 'the disk failed',
  ENOENT: 'a part of the path is not there',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file stands where the folder should be',
  EISDIR: 'a folder stands where the file should be',
  ELOOP: 'the path is a loop of links',
  ENAMETOOLONG: 'the name is too long',
};
