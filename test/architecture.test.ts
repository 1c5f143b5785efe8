import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** What each folder may import besides itself. The order is that of the pipeline: nothing imports a later stage. */
const EARLIER: Record<string, string[]> = {
  diagnostics: [],
  cache: ['manuscript'],
  manuscript: ['diagnostics'],
  anchoring: ['diagnostics', 'manuscript'],
  edition: ['anchoring', 'manuscript'],
  apparatus: ['anchoring', 'edition', 'manuscript', 'diagnostics'],
  render: ['apparatus', 'diagnostics', 'manuscript'],
  epub: ['apparatus', 'diagnostics', 'manuscript', 'render'],
  typeset: ['apparatus', 'diagnostics', 'manuscript', 'render'],
  pdf: ['diagnostics', 'manuscript', 'typeset'],
  print: ['cache', 'diagnostics', 'manuscript', 'pdf', 'record', 'render', 'typeset'],
  imposition: ['apparatus', 'diagnostics', 'manuscript', 'typeset', 'pdf'],
};

/** Small tools that any stage may use. */
const TOOLS =
  /^(cache\/(?:memo|digest)|append|built-in-fonts|counter-style|direction|make-folder|words)\.ts$/;

test.each(Object.entries(EARLIER))('%s imports only what comes before it', (stage, earlier) => {
  const wrong: string[] = [];
  for (const entry of readdirSync(join('src', stage), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
    const file = join(entry.parentPath, entry.name);
    for (const [, target] of readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'(\.[^']+)\.js'/g)) {
      const imported = relative('src', join(dirname(file), `${target}.ts`)).replaceAll('\\', '/');
      const folder = imported.split('/')[0]!;
      if (folder !== stage && !earlier.includes(folder) && !TOOLS.test(imported))
        wrong.push(`${file} → ${imported}`);
    }
  }
  expect(wrong).toEqual([]);
});
