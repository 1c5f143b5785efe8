import type { List, ListItem, Paragraph, Root, RootContent } from 'mdast';
import { toMarkdown } from 'mdast-util-to-markdown';
import { visit } from 'unist-util-visit';
import { type Block, collapse, type Draft, type Dropped } from './draft.js';
import { LIST_MARKER } from './from-text.js';
import { END, type LineSelector, type Recipe, type Selector } from './recipe.js';

/** A recipe that does not fit its source: which entry, and why. */
export interface Misfit {
  /** Where in the recipe: `['drop', 2]`. */
  path: [keyof Recipe, number];
  message: string;
  hint?: string;
}

export interface Prepared {
  tree: Root;
  dropped: Dropped[];
  counts: { headings: number; quotations: number; verse: number; lists: number; corrections: number };
}

/** Turns a draft into the text of a reading as its recipe says; all entries that do not fit are given back at once. */
export function applyRecipe(draft: Draft, recipe: Recipe): Prepared | Misfit[] {
  return new Application(draft, recipe).run();
}

type Group = { kind: 'quotations' | 'verse' | 'lists'; id: number };

class Application {
  private readonly misfits: Misfit[] = [];
  private readonly dropped = new Map<Block, string>();
  private readonly headings = new Map<Block, number>();
  private readonly groups = new Map<Block, Group[]>();
  private corrections = 0;

  constructor(
    private readonly draft: Draft,
    private readonly recipe: Recipe,
  ) {}

  run(): Prepared | Misfit[] {
    const { draft, recipe } = this;
    recipe.drop?.forEach((entry, i) => {
      for (const block of this.find(entry, ['drop', i]))
        this.dropped.set(block, entry.reason ?? 'page furniture');
    });
    recipe.headings?.forEach((entry, i) => {
      for (const block of this.find(entry, ['headings', i])) this.headings.set(block, entry.level ?? 2);
    });
    for (const kind of ['quotations', 'verse', 'lists'] as const)
      recipe[kind]?.forEach((entry, i) => {
        for (const block of this.find(entry, [kind, i])) {
          const groups = this.groups.get(block) ?? [];
          groups.push({ kind, id: i });
          this.groups.set(block, groups);
        }
      });
    const kept = withoutIdleBreaks(draft.blocks.filter((block) => !this.dropped.has(block)));
    const nodes = new Map(kept.map((block) => [block, structuredClone(block.node)]));
    this.correct([...nodes.values()]);
    if (this.misfits.length > 0) return this.misfits;
    const tree: Root = { type: 'root', children: this.assemble(kept, nodes) };
    const dropped = [...this.dropped].map(([block, reason]) => ({
      line: block.line,
      text: block.text,
      reason,
    }));
    return {
      tree,
      dropped: [...draft.dropped, ...dropped].sort((a, b) => a.line - b.line),
      counts: {
        headings: count(tree, 'heading'),
        quotations: count(tree, 'blockquote'),
        verse: recipe.verse?.length ?? 0,
        lists: count(tree, 'list'),
        corrections: this.corrections,
      },
    };
  }

  /** The blocks that a selector names; a misfit, and none, where it names none or does not tell which. */
  private find(selector: Selector, path: Misfit['path']): Block[] {
    const { blocks } = this.draft;
    if ('line' in selector) {
      const at = this.locate(selector, path);
      return at === undefined ? [] : [blocks[at]!];
    }
    const { from, to, occurrence } = selector;
    const first = this.locate({ line: from, ...(occurrence !== undefined && { occurrence }) }, path);
    if (first === undefined) return [];
    if (to === END) return blocks.slice(first);
    const wanted = collapse(to);
    const last = blocks.findIndex((block, i) => i >= first && block.text.startsWith(wanted));
    if (last >= 0) return blocks.slice(first, last + 1);
    this.misfits.push({ path, message: `No line after “${from}” begins with “${to}”.` });
    return [];
  }

  private locate({ line, occurrence }: LineSelector, path: Misfit['path']): number | undefined {
    const wanted = collapse(line);
    const { blocks } = this.draft;
    const beginning = [...blocks.keys()].filter((i) => blocks[i]!.text.startsWith(wanted));
    const exact = beginning.filter((i) => blocks[i]!.text === wanted);
    const hits = exact.length > 0 ? exact : beginning;
    if (occurrence !== undefined && hits[occurrence - 1] !== undefined) return hits[occurrence - 1];
    if (occurrence === undefined && hits.length === 1) return hits[0];
    if (hits.length === 0)
      this.misfits.push({
        path,
        message: `No line of the source begins with “${line}”.`,
        ...nearest(wanted, blocks),
      });
    else if (occurrence !== undefined)
      this.misfits.push({
        path,
        message: `Lines of the source that begin with “${line}”: ${hits.length}, so there is no occurrence ${occurrence}.`,
      });
    else {
      const lines = hits.map((i) => blocks[i]!.line).filter((line) => line > 0);
      this.misfits.push({
        path,
        message: `${hits.length} lines of the source begin with “${line}”${lines.length > 0 ? ` (lines ${lines.join(', ')})` : ''}.`,
        hint: 'name more of the line, or say which one with “occurrence”',
      });
    }
    return undefined;
  }

  private correct(nodes: RootContent[]): void {
    this.recipe.corrections?.forEach(({ find, replace, times = 1 }, i) => {
      let found = 0;
      const root: Root = { type: 'root', children: nodes };
      visit(root, 'text', (node) => {
        const parts = node.value.split(find);
        found += parts.length - 1;
        node.value = parts.join(replace);
      });
      this.corrections += found;
      if (found !== times)
        this.misfits.push({
          path: ['corrections', i],
          message: `“${find}” stands in the text ${found} time${found === 1 ? '' : 's'}, not ${times}.`,
        });
    });
  }

  /** Neighbours of one group become one quotation, poem or list; a list may stand in a quotation. */
  private assemble(kept: Block[], nodes: Map<Block, RootContent>): RootContent[] {
    const out: RootContent[] = [];
    let i = 0;
    while (i < kept.length) {
      const group = this.groups.get(kept[i]!)?.[0];
      const level = this.headings.get(kept[i]!);
      if (group) {
        const start = i;
        while (
          i < kept.length &&
          this.groups.get(kept[i]!)?.some((g) => g.kind === group.kind && g.id === group.id)
        )
          i++;
        out.push(this.grouped(group.kind, kept.slice(start, i), nodes));
        continue;
      }
      const node = nodes.get(kept[i]!)!;
      if (level !== undefined && 'children' in node)
        out.push({ type: 'heading', depth: level as 2, children: (node as Paragraph).children });
      else out.push(node);
      i++;
    }
    return out;
  }

  private grouped(kind: Group['kind'], blocks: Block[], nodes: Map<Block, RootContent>): RootContent {
    if (kind === 'verse') return { type: 'code', lang: 'verse', value: verseLines(blocks, nodes).join('\n') };
    if (kind === 'lists') return list(blocks, nodes);
    const children: RootContent[] = [];
    let i = 0;
    while (i < blocks.length) {
      const inner = this.groups.get(blocks[i]!)?.[1];
      if (inner) {
        const start = i;
        while (i < blocks.length && this.groups.get(blocks[i]!)?.[1]?.id === inner.id) i++;
        children.push(this.grouped(inner.kind, blocks.slice(start, i), nodes));
      } else children.push(nodes.get(blocks[i++]!)!);
    }
    const unwrapped = children.flatMap((child): RootContent[] =>
      child.type === 'blockquote' ? child.children : [child],
    );
    return { type: 'blockquote', children: unwrapped as Paragraph[] };
  }
}

/** The verse lines of a poem as Markdown: a paragraph of several lines is a stanza, and so is a run of one-line ones. */
function verseLines(blocks: Block[], nodes: Map<Block, RootContent>): string[] {
  return blocks.flatMap((block, i) => {
    const stanza = block.lines.length > 1;
    const node = nodes.get(block)!;
    const escaped = (text: string) =>
      toMarkdown({ type: 'paragraph', children: [{ type: 'text', value: text }] }).trimEnd();
    const lines = stanza ? block.lines.map(escaped) : [toMarkdown(node as Paragraph).trimEnd()];
    return stanza && i > 0 ? ['', ...lines] : lines;
  });
}

function list(blocks: Block[], nodes: Map<Block, RootContent>): List {
  const marker = LIST_MARKER.exec(blocks[0]!.text);
  const ordered = marker?.[1] !== undefined;
  const items = blocks.flatMap((block): ListItem[] => {
    const node = nodes.get(block)!;
    if (node.type === 'list') return node.children;
    if (node.type === 'paragraph' && node.children[0]?.type === 'text')
      node.children[0].value = node.children[0].value.replace(LIST_MARKER, '');
    return [{ type: 'listItem', spread: false, children: [node as Paragraph] }];
  });
  return {
    type: 'list',
    ordered,
    spread: false,
    children: items,
    ...(ordered && { start: Number(marker![1]) }),
  };
}

function count(tree: Root, type: string): number {
  let found = 0;
  visit(tree, type, () => {
    found++;
  });
  return found;
}

/** Without the rules that part nothing: before and behind the text, and behind one another. */
function withoutIdleBreaks(blocks: readonly Block[]): Block[] {
  const isBreak = ({ node }: Block) => node.type === 'thematicBreak';
  const isText = ({ node }: Block) => node.type !== 'thematicBreak' && node.type !== 'footnoteDefinition';
  const last = blocks.findLastIndex(isText);
  return blocks.filter((block, i) => !isBreak(block) || (i > 0 && i < last && !isBreak(blocks[i - 1]!)));
}

/** A line that shares its first word, so that a slip of the pen is seen. */
function nearest(wanted: string, blocks: Block[]): { hint?: string } {
  const first = wanted.split(' ')[0]!.toLowerCase();
  const near = blocks.find((block) => block.text.toLowerCase().startsWith(first));
  return near
    ? { hint: `${near.line > 0 ? `line ${near.line}` : 'a line'} begins with “${near.text.slice(0, 40)}”` }
    : {};
}
