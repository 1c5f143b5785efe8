import { Memo } from '../../src/cache/memo.js';

/** A cache that lasts as long as a test, with what is in it. */
export function memory(): { memo: Memo; kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  const memo = new Memo({
    get: (name) => kept.get(name),
    put: (name, bytes) => void kept.set(name, bytes),
  });
  return { memo, kept };
}
