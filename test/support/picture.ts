import type { Image } from '../../src/manuscript/manuscript.js';

/** A PNG of four by four green pixels. */
export const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR42mPQqLCBIwbiOABkgw3Bf0DFnAAAAABJRU5ErkJggg==',
    'base64',
  ),
);

export function picture(path: string): [string, Image] {
  return [path, { path, mediaType: 'image/png', bytes: PNG, width: 4, height: 4 }];
}
