import type { Element, ElementContent, Root } from 'hast';
import { toString as plainText } from 'hast-util-to-string';
import { append } from '../append.js';
import type { RichLine, RichText } from './manuscript.js';
import { convertLine, convertMarkdown } from './markdown/convert.js';
import { decoded } from './markdown/link-target.js';
import type { Gathered, MarkdownText } from './markdown/markdown-text.js';
import type { Path, YamlFile } from './yaml-file.js';

/** A value of a YAML file as one line of Markdown. */
export function richLine(
  file: YamlFile,
  path: Path,
  value: string,
  folder: string,
  gathered: Gathered,
): RichLine {
  // Folding may have left line ends; each is one character, so that every offset holds.
  const text = value.replace(/[\r\n\t]/g, ' ');
  const children = convertLine(markdownOfValue(file, path, text, folder), gathered);
  withoutPositions(children);
  const plain = plainText({ type: 'root', children }).replace(/\s+/g, ' ').trim();
  return { children, plain, at: file.at(path) };
}

/** A line that stands for one that is missing or wrong. */
export function plainLine(text: string, file: YamlFile, path: Path): RichLine {
  return { children: [{ type: 'text', value: text }], plain: text, at: file.at(path) };
}

/** A value of a YAML file as Markdown with blocks. It has no footnotes of its own. */
export function richText(
  file: YamlFile,
  path: Path,
  value: string,
  folder: string,
  gathered: Gathered,
): RichText {
  const markdown = markdownOfValue(file, path, value, folder);
  const { tree, authorNotes } = convertMarkdown(markdown, gathered);
  for (const note of authorNotes) {
    gathered.tell(
      'footnote-not-here',
      `a footnote, “${note.name}”, cannot stand here`,
      { ...markdown, locate: () => note.at },
      { start: 0, end: 0 },
      { hint: 'only the texts of corpus/ have footnotes; say it in the sentence itself' },
    );
    append(tree.children, note.body.children);
  }
  if (authorNotes.length > 0) withoutReferences(tree);
  withoutPositions(tree.children);
  return { tree, plain: blockText(tree), at: file.at(path) };
}

function markdownOfValue(file: YamlFile, path: Path, text: string, folder: string): MarkdownText {
  return {
    text,
    whole: text,
    base: { offset: 0, line: 0 },
    locate: (start, end) => file.within(path, start, end),
    file: file.source.path,
    folder,
  };
}

const BLOCK = /^(?:p|div|li|h[1-6]|blockquote|figure|figcaption|pre|tr|dt|dd|br|hr)$/;

/** A text to be shown where there are no links: one without words of its own stands as it is written, `[](note:mill)`. */
export function shownText({ tree }: RichText): string {
  return blockText(tree, (href) => `[](${decoded(href)})`);
}

/** The text of a tree, a line for each block. */
function blockText(tree: Root, ofEmptyLink = (_href: string) => ''): string {
  let text = '';
  const walk = (nodes: readonly (ElementContent | Root['children'][number])[]): void => {
    for (const node of nodes) {
      if (node.type === 'text') text += node.value;
      else if (node.type === 'element') {
        const block = BLOCK.test(node.tagName);
        if (block) text += '\n';
        if (node.tagName === 'a' && node.children.length === 0)
          text += ofEmptyLink(String(node.properties.href ?? ''));
        walk(node.children);
        if (block) text += '\n';
        else if (node.tagName === 'td' || node.tagName === 'th') text += ' ';
      }
    }
  };
  walk(tree.children);
  return text.replace(/[ \t]*\n[ \t\n]*/g, '\n').trim();
}

/** Positions that count in a value, not in a file, would mislead whoever finds them. */
function withoutPositions(nodes: readonly (ElementContent | Root['children'][number])[]): void {
  for (const node of nodes) {
    delete node.position;
    if (node.type === 'element') withoutPositions(node.children);
  }
}

function withoutReferences(parent: Root | Element): void {
  parent.children = (parent.children as ElementContent[]).filter(
    (child) => child.type !== 'element' || child.tagName !== 'author-note',
  );
  for (const child of parent.children) if (child.type === 'element') withoutReferences(child);
}
