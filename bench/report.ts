import type { Measurement } from './measure.js';

/** What was measured of one size. Programs that are not installed are missing. */
export interface SizeResult {
  size: string;
  words: number;
  notes: number;
  runs: number;
  florilegium: Measurement;
  /** A second build, with nothing changed. */
  again: Measurement;
  typst: Measurement | undefined;
  pandoc: Measurement | undefined;
}

/** What follows from the measurements. */
export interface Findings {
  /** The time of both formats by that of Typst's PDF and pandoc's EPUB together, if both were measured. */
  ratio: number | undefined;
  /** Seconds a word, by those of the smallest size: 1 or less is linear. */
  growth: number;
}

export function findings(result: SizeResult, smallest: SizeResult): Findings {
  const { florilegium, typst, pandoc } = result;
  return {
    ratio: typst && pandoc && florilegium.seconds / (typst.seconds + pandoc.seconds),
    growth: florilegium.seconds / result.words / (smallest.florilegium.seconds / smallest.words),
  };
}

/** One table a size, then how time grows with length. */
export function describe(results: readonly SizeResult[]): string {
  const smallest = results[0];
  if (!smallest) return '';
  const tables = results.map((result) => {
    const { florilegium, typst, pandoc, runs } = result;
    const both = typst &&
      pandoc && { seconds: typst.seconds + pandoc.seconds, megabytes: maximum(typst, pandoc) };
    const row = (name: string, one: Measurement | undefined) =>
      one ? [[name, fixed(one.seconds, 2), peak(one), `${fixed(florilegium.seconds / one.seconds, 2)}`]] : [];
    return [
      `${number(result.words)} words, ${number(result.notes)} notes (${runs === 1 ? 'one run' : `median of ${runs} runs`})`,
      '',
      table([
        ['', 'seconds', 'peak MB', 'florilegium takes'],
        ['florilegium, EPUB and PDF', fixed(florilegium.seconds, 2), peak(florilegium), ''],
        ['again, nothing changed', fixed(result.again.seconds, 2), peak(result.again), ''],
        ...row('Typst, PDF', typst),
        ...row('pandoc, EPUB', pandoc),
        ...row('Typst and pandoc', both || undefined),
      ]),
    ].join('\n');
  });
  const growth = table([
    ['words', 'microseconds a word', 'by the smallest'],
    ...results.map((result) => [
      number(result.words),
      fixed((result.florilegium.seconds / result.words) * 1e6, 0),
      fixed(findings(result, smallest).growth, 2),
    ]),
  ]);
  return `${[...tables, `How time grows with length\n\n${growth}`].join('\n\n')}\n`;
}

function maximum(...all: Measurement[]): number | undefined {
  const peaks = all.flatMap(({ megabytes }) => megabytes ?? []);
  return peaks.length === 0 ? undefined : Math.max(...peaks);
}

/** A Markdown table in columns: the first to the left, numbers to the right. */
function table(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!))).join(' | ')} |`;
  const rule = widths.map((width, n) => (n === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(rows[0]!), line(rule), ...rows.slice(1).map(line)].join('\n');
}

const fixed = (value: number, digits: number) => value.toFixed(digits);
const peak = ({ megabytes }: Measurement) => (megabytes === undefined ? '–' : fixed(megabytes, 0));
const number = (value: number) => String(value).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',');
