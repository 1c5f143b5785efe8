import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { type Checker, missing } from './checker.js';
import { failed } from './failed.js';
import { findPackage, findProgram } from './find-program.js';
import { runProgram } from './run-program.js';

/** Milliseconds that Ace waits for a browser to start: its own five seconds are too few for a busy machine. */
const STARTING_MS = '60000';

/** Ace by DAISY, which looks at an EPUB's pages in a Chromium and says what bars readers from them. */
export const ace: Checker = {
  async find(project) {
    const folder = findPackage('@daisy/ace-cli', project);
    if (folder === undefined)
      return missing('Ace is not installed.', 'install it with: npm install --save-dev @daisy/ace-cli');
    const chromium = await findChromium(folder);
    if (chromium === undefined)
      return missing(
        'Ace needs Chromium or Chrome, which is not installed.',
        'install it with: apt install chromium (Debian), brew install --cask chromium (macOS), or npx puppeteer browsers install chrome; PUPPETEER_EXECUTABLE_PATH names one that stands elsewhere',
      );
    const program = join(folder, 'bin/ace.js');
    return async (epub, scratch) => {
      const report = join(scratch, 'ace');
      const said = await runProgram(
        process.execPath,
        [program, '--silent', '--force', '--outdir', report, epub],
        {
          PUPPETEER_EXECUTABLE_PATH: chromium,
          ACE_TIMEOUT_INITIAL: STARTING_MS,
          TMPDIR: scratch,
        },
      );
      try {
        return findings(JSON.parse(await readFile(join(report, 'report.json'), 'utf8')), basename(epub));
      } catch {
        return [failed('Ace', epub, said)];
      }
    };
  },
};

/** What is used of Ace's report, which is in the vocabulary of W3C's EARL: a list of documents, each with its violations. */
export interface AceReport {
  assertions: {
    'earl:testSubject': { url: string };
    assertions: {
      'earl:test': { 'earl:impact': 'critical' | 'serious' | 'moderate' | 'minor'; 'dct:title': string };
      'earl:result': { 'dct:description': string; html?: string };
    }[];
  }[];
}

/** Violations as diagnostics: those that bar readers (critical, serious) are errors. One a rule and document. */
export function findings({ assertions }: AceReport, epub: string): Diagnostic[] {
  const found = new Map<string, { diagnostic: Diagnostic; places: number }>();
  for (const { 'earl:testSubject': document, assertions: violations } of assertions)
    for (const { 'earl:test': test, 'earl:result': result } of violations) {
      const rule = test['dct:title'];
      const key = JSON.stringify([document.url, rule]);
      const known = found.get(key);
      if (known) known.places++;
      else {
        const severe = test['earl:impact'] === 'critical' || test['earl:impact'] === 'serious';
        const first = result.html ? `: ${result.html.replace(/\s+/g, ' ').slice(0, 120)}` : '';
        const said = diagnostic('ace-finding', `${rule}: ${result['dct:description'].trim()}${first}`, {
          file: `${epub}/${document.url.replace(/^\//, '')}`,
          severity: severe ? 'error' : 'warning',
        });
        found.set(key, { diagnostic: said, places: 1 });
      }
    }
  return [...found.values()].map(({ diagnostic: said, places }) =>
    places === 1 ? said : { ...said, message: `${said.message} (${places} places)` },
  );
}

/** A browser that Ace can drive: the one that is named, the system's, or the one that came with Ace's Puppeteer. */
async function findChromium(folder: string): Promise<string | undefined> {
  const installed = await findProgram(
    process.env.PUPPETEER_EXECUTABLE_PATH,
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  );
  if (installed !== undefined) return installed;
  try {
    const runner = createRequire(join(folder, 'package.json')).resolve('@daisy/ace-axe-runner-puppeteer');
    return await findProgram(await createRequire(runner)('puppeteer').executablePath());
  } catch {
    return undefined;
  }
}
