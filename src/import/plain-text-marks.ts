import type { FootnoteDefinition, PhrasingContent } from 'mdast';
import type { Block } from './draft.js';

/** Words between underlines, as typists write what is set in italics. */
const EMPHASIS = /(?<![\p{L}\p{N}_])_(?=\S)([^_]{0,400}\S)_(?![\p{L}\p{N}_])/gu;

/** The words of a paragraph of plain text: what stands between underlines is emphasised. */
export function withEmphasis(text: string): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let end = 0;
  for (const { 0: whole, 1: words, index } of text.matchAll(EMPHASIS)) {
    if (index > end) nodes.push({ type: 'text', value: text.slice(end, index) });
    nodes.push({ type: 'emphasis', children: [{ type: 'text', value: words! }] });
    end = index + whole.length;
  }
  if (end < text.length) nodes.push({ type: 'text', value: text.slice(end) });
  return nodes;
}

/** A paragraph that is a footnote: `[Footnote 3: …]`. */
const FOOTNOTE = /^\[Footnote (\w{1,6}): ?(.*)\]$/su;

/** Makes footnotes of paragraphs that say that they are such, where no two have one name, and references of what calls them. */
export function takeFootnotes(blocks: readonly Block[]): void {
  const found = new Map<string, { block: Block; words: string }>();
  for (const block of blocks) {
    const [, name, words] = FOOTNOTE.exec(block.text) ?? [];
    if (name === undefined || words === undefined) continue;
    if (found.has(name)) return;
    found.set(name, { block, words });
  }
  if (found.size === 0) return;
  for (const { node } of blocks)
    if (node.type === 'paragraph') node.children = withReferences(node.children, found);
  for (const [name, { block, words }] of found) {
    const paragraph = { type: 'paragraph' as const, children: withEmphasis(words) };
    const definition: FootnoteDefinition = {
      type: 'footnoteDefinition',
      identifier: name.toLowerCase(),
      label: name,
      children: [paragraph],
    };
    block.node = definition;
  }
}

function withReferences(nodes: PhrasingContent[], names: ReadonlyMap<string, unknown>): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    if (node.type !== 'text') return [node];
    return node.value.split(/(?<=\S)(\[\w{1,6}\])/u).flatMap((part): PhrasingContent[] => {
      const name = /^\[(\w{1,6})\]$/u.exec(part)?.[1];
      if (name !== undefined && names.has(name))
        return [{ type: 'footnoteReference', identifier: name.toLowerCase(), label: name }];
      return part === '' ? [] : [{ type: 'text', value: part }];
    });
  });
}
