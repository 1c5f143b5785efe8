import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Unpacked, unpack } from './unpack.js';

const EXECUTABLE = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
  .find((path) => existsSync(path));

/** Why tests in a browser cannot run here, or undefined where they can. */
export const NO_CHROMIUM = EXECUTABLE === undefined ? 'Chromium is not installed here' : undefined;

/** The system's Chromium, without a window. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE!,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
}

/** Where the files of an EPUB are seen; no such host exists, and nothing leaves the browser. */
export const ORIGIN = 'http://book.test/';

const TYPES: Record<string, string> = {
  xhtml: 'application/xhtml+xml',
  html: 'text/html',
  css: 'text/css',
  svg: 'image/svg+xml',
  js: 'text/javascript',
  png: 'image/png',
};

/** Answers every request for `ORIGIN` from a map of paths, and refuses all others. */
export async function serve(page: Page, files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const body = `${url.origin}/` === ORIGIN ? files.get(url.pathname.slice(1)) : undefined;
    if (body === undefined) await route.abort();
    else {
      const contentType = TYPES[url.pathname.split('.').at(-1)!] ?? 'application/octet-stream';
      await route.fulfill({ body: Buffer.from(body), contentType });
    }
  });
}

/** The files of an EPUB's OEBPS folder, and its pages in the order of the spine. */
export async function openEpub(
  epub: Uint8Array,
): Promise<{ files: Map<string, Uint8Array>; pages: string[]; unpacked: Unpacked }> {
  const unpacked = await unpack(epub);
  const files = new Map<string, Uint8Array>();
  for (const name of unpacked.names)
    if (name.startsWith('OEBPS/'))
      files.set(name.slice(6), await unpacked.zip.files[name]!.async('uint8array'));
  const items = new Map(
    [...unpacked.text('content.opf').matchAll(/<item [^>]*>/g)].map(([tag]) => [
      /\bid="([^"]*)"/.exec(tag)![1],
      /\bhref="([^"]*)"/.exec(tag)![1]!,
    ]),
  );
  const pages = [...unpacked.text('content.opf').matchAll(/<itemref [^>]*idref="([^"]*)"/g)].map(
    ([, id]) => items.get(id)!,
  );
  return { files, pages, unpacked };
}
