import JSZip from 'jszip';
import { describe, expect, test } from 'vitest';
import { type AceReport, ace, findings } from '../../src/checkers/ace.js';
import type { Checker } from '../../src/checkers/checker.js';
import { type EpubcheckMessage, epubcheck, finding, isRecent } from '../../src/checkers/epubcheck.js';
import { writeEpub } from '../../src/epub/write-epub.js';
import { florilegium } from '../build/command.js';
import { SAMPLE } from '../build/sample.js';
import { book } from '../support/book.js';
import { findingsOf, NO_ACE, NO_JAVA } from '../support/checkers.js';
import { writeProject } from '../support/project.js';
import { renderBook } from '../support/render.js';

/** A small EPUB with something replaced in one of its files. */
async function damaged(file: string, from: string, to: string): Promise<Uint8Array> {
  const { value } = await writeEpub(renderBook(book()).value, { date: new Date(0) });
  const zip = await JSZip.loadAsync(value);
  const text = await zip.files[`OEBPS/${file}`]!.async('string');
  expect(text).toContain(from);
  zip.file(`OEBPS/${file}`, text.replace(from, to));
  return zip.generateAsync({ type: 'uint8array' });
}

/** What a checker says of an EPUB, as `code severity file`. */
async function run(checker: Checker, epub: Uint8Array): Promise<string[]> {
  const said = await findingsOf(checker, epub);
  return said.map(({ code, severity, file }) => `${code} ${severity} ${file!.replace(/:.*/, '')}`);
}

describe('EPUBCheck', () => {
  test.each([
    ['openjdk version "17.0.15" 2025-04-15', true],
    ['java version "11" 2018-09-25', true],
    ['java version "1.8.0_392"', false],
    ['openjdk version "9.0.4"', false],
    ['sh: java: not found', false],
  ])('%s: recent enough? %s', (said, recent) => {
    expect(isRecent(said)).toBe(recent);
  });

  const message = (over: Partial<EpubcheckMessage>): EpubcheckMessage => ({
    ID: 'RSC-005',
    severity: 'ERROR',
    message: 'A fault.',
    locations: [{ path: 'OEBPS/a.xhtml', line: 3, column: 7 }],
    additionalLocations: 0,
    ...over,
  });

  test.each([
    [message({}), 'error', 'b.epub/OEBPS/a.xhtml:3:7', 'RSC-005: A fault.'],
    [message({ severity: 'FATAL' }), 'error', 'b.epub/OEBPS/a.xhtml:3:7', 'RSC-005: A fault.'],
    [
      message({ severity: 'WARNING', additionalLocations: 4 }),
      'warning',
      'b.epub/OEBPS/a.xhtml:3:7',
      'RSC-005: A fault. (5 places)',
    ],
    [
      message({ severity: 'INFO', locations: [{ path: 'b.epub', line: -1, column: -1 }] }),
      'info',
      'b.epub',
      'RSC-005: A fault.',
    ],
    [message({ severity: 'USAGE', locations: [] }), 'info', 'b.epub', 'RSC-005: A fault.'],
  ])('message %# becomes a diagnostic', (said, severity, file, words) => {
    expect(finding(said, 'b.epub')).toEqual({ code: 'epubcheck-finding', severity, file, message: words });
  });

  describe.skipIf(NO_JAVA)(`where it is installed${NO_JAVA ? ` (${NO_JAVA})` : ''}`, () => {
    test('says what is wrong, and where', async () => {
      const epub = await damaged('toc.xhtml', '<ol>', '<p>no list</p><ol>');
      expect(await run(epubcheck, epub)).toContain('epubcheck-finding error a.epub/OEBPS/toc.xhtml');
    });

    test('a file that is no EPUB is a finding, too', async () => {
      expect(await run(epubcheck, new Uint8Array([1, 2, 3]))).toContain('epubcheck-finding error a.epub');
    });

    test('florilegium check --epubcheck checks every edition and writes nothing', async () => {
      const project = await writeProject(SAMPLE);
      const { status, stdout, stderr } = await florilegium(['check', project, '--epubcheck']);
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'No problems found.\n', stderr: '' });
    });
  });
});

describe('Ace', () => {
  const violation = (rule: string, impact: 'serious' | 'moderate', html?: string) => ({
    'earl:test': { 'earl:impact': impact, 'dct:title': rule },
    'earl:result': { 'dct:description': 'A bar.', ...(html && { html }) },
  });
  const report: AceReport = {
    assertions: [
      {
        'earl:testSubject': { url: 'a.xhtml' },
        assertions: [
          violation('image-alt', 'serious', '<img\n src="x"/>'),
          violation('image-alt', 'serious'),
        ],
      },
      { 'earl:testSubject': { url: '/OEBPS/toc.xhtml' }, assertions: [violation('list', 'moderate')] },
      { 'earl:testSubject': { url: 'b.xhtml' }, assertions: [] },
    ],
  };

  test('a report becomes diagnostics, one a rule and document', () => {
    expect(findings(report, 'b.epub')).toEqual([
      {
        code: 'ace-finding',
        severity: 'error',
        file: 'b.epub/a.xhtml',
        message: 'image-alt: A bar.: <img src="x"/> (2 places)',
      },
      { code: 'ace-finding', severity: 'warning', file: 'b.epub/OEBPS/toc.xhtml', message: 'list: A bar.' },
    ]);
  });

  test.skipIf(NO_ACE)(
    `where it is installed, says what bars readers${NO_ACE ? ` (${NO_ACE})` : ''}`,
    async () => {
      const epub = await damaged('toc.xhtml', ' lang="en" xml:lang="en"', '');
      expect(await run(ace, epub)).toContain('ace-finding error a.epub/toc.xhtml');
    },
  );
});

describe('where something is missing', () => {
  test.each(['epubcheck', 'ace'])('--%s says how to install it, and exits with 3', async (checker) => {
    const project = await writeProject(SAMPLE);
    const env = { PATH: project, JAVA_HOME: '', PUPPETEER_EXECUTABLE_PATH: '' };
    const { status, stdout } = await florilegium(['check', project, `--${checker}`, '--json'], { env });
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'missing',
      diagnostics: [{ code: 'checker-missing', hint: expect.stringContaining('install') }],
    });
  });
});
