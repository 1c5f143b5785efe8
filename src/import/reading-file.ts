import { createHash } from 'node:crypto';
import type { Root } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { Document } from 'yaml';
import type { Metadata } from './draft.js';

/**
 * The first line of an imported reading's front matter: a checksum of all that follows it, so that a reading that
 * somebody has edited since is known from one that only the importer wrote.
 */
const MARK = /^---\n# imported by florilegium from (.*); unchanged since: ([0-9a-f]{64})\n/;

/** A reading as corpus/ID.md holds it. */
export function readingFile(metadata: Metadata, tree: Root, sourceName: string): string {
  const document = new Document(metadata);
  const rest = `${document.toString({ lineWidth: 0 })}---\n\n${markdown(tree)}`;
  const name = sourceName.replace(/[\r\n]/g, ' ');
  return `---\n# imported by florilegium from ${name}; unchanged since: ${checksum(rest)}\n${rest}`;
}

/** Whether an existing reading is as the importer wrote it. */
export function isAsImported(file: string): boolean {
  const mark = MARK.exec(file);
  return mark !== null && checksum(file.slice(mark[0].length)) === mark[2];
}

function markdown(tree: Root): string {
  return toMarkdown(tree, {
    extensions: [gfmToMarkdown()],
    bullet: '-',
    emphasis: '*',
    fences: true,
    rule: '-',
    listItemIndent: 'one',
    incrementListMarker: true,
  });
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
