/*
 * Most annotations.yml files use little of YAML: mappings and lists on lines of their own, texts on one line, in
 * quotation marks or without, and texts folded or literal below `>` or `|`. A general parser spends more on finding that
 * out than on anything else that reading thousands of notes takes, so what is as simple is read here, by lines, in one
 * pass. Everything else is not understood at all, and left to the library; a property test holds that what is
 * understood is what the library makes of it.
 */

/** A value of a simple YAML text. UTF-16 offsets; ends are those of the library's ranges. */
export type SimpleNode = SimpleText | SimpleList | SimpleMapping;

export interface SimpleText {
  kind: 'text';
  start: number;
  end: number;
  value: string;
  type: 'PLAIN' | 'QUOTE_DOUBLE' | 'QUOTE_SINGLE' | 'BLOCK_FOLDED' | 'BLOCK_LITERAL';
}

export interface SimpleList {
  kind: 'list';
  start: number;
  end: number;
  items: SimpleNode[];
}

export interface SimpleMapping {
  kind: 'mapping';
  /** Whether it stands in braces. */
  isFlow: boolean;
  start: number;
  end: number;
  entries: { key: Pick<SimpleText, 'start' | 'end' | 'value'>; value: SimpleNode }[];
}

/** The value of a YAML text; undefined where anything in it is not simple. */
export function readSimpleYaml(text: string): SimpleNode | undefined {
  if (UNUSUAL.test(text)) return undefined;
  try {
    return new SimpleReader(text).whole();
  } catch (error) {
    if (error === NOT_SIMPLE) return undefined;
    throw error;
  }
}

/** Thrown to leave, at once, what is not understood. */
const NOT_SIMPLE = new Error('not simple');

/** Characters that YAML or its library treats in their own way, wherever they stand; ends of documents; and a space before the end of a line. */
const UNUSUAL = /[\0-\x09\x0b-\x1f\x7f\ufeff]|^(?:---|\.\.\.)| $/m;

const MAX_DEPTH = 16;

const KEY = /([\p{L}_][\p{L}\p{N}_-]*):(?: +(?=[^\n])|(?=\n|$))/uy;
const PLAIN = /[^\s\-?:,[\]{}#&*!|>'"%@`][^\n]*/y;
const COMMENT = / +#[^\n]*$/;
/** What makes a text without quotation marks a mapping. */
const MAPPED = /: |:$/;
const DOUBLE = /"([^"\\\n]*)"(?=\n|$| +#)/y;
const SINGLE = /'([^'\n]*)'(?=\n|$| +#)/y;
const BLOCK = /([>|])(-?)(?=\n)/y;
const FLOW = /([[{]) *([^\n]*[^\n ]) *[\]}](?=\n|$)|\[\](?=\n|$)/y;
const FLOW_KEY = / *([\p{L}_][\p{L}\p{N}_-]*):(?= )/uy;
const FLOW_TEXT =
  / *(?:"([^"\\\n]*)"|'([^'\n]*)'|([^\s\-?:,[\]{}#&*!|>'"%@`](?:[^\s,[\]{}#:'"]| (?=[^\s,#]))*))(?=,|$)/y;

class SimpleReader {
  /** Where the line is whose content is to be read: its content, how far that is set in, and its end. */
  private at = 0;
  private indent = 0;
  private end = 0;
  /** Where what was read before ends: with its last line. */
  private after = 0;
  private isDone = false;

  constructor(private readonly text: string) {
    this.goTo(0);
  }

  whole(): SimpleNode {
    if (this.isDone) throw NOT_SIMPLE;
    const node = this.block(0);
    if (!this.isDone) throw NOT_SIMPLE;
    return node;
  }

  /** A list or a mapping that begins where the reader is. */
  private block(depth: number): SimpleList | SimpleMapping {
    if (depth > MAX_DEPTH) throw NOT_SIMPLE;
    return this.isItem() ? this.list(depth) : this.mapping(depth);
  }

  private isItem(): boolean {
    return this.text.startsWith('- ', this.at);
  }

  private list(depth: number): SimpleList {
    const { at: start, indent } = this;
    const items: SimpleNode[] = [];
    let end = start;
    while (!this.isDone && this.indent === indent && this.isItem()) {
      let content = this.at + 2;
      while (this.text[content] === ' ') content++;
      this.indent += content - this.at;
      this.at = content;
      const isMapping = this.match(KEY) !== undefined;
      const item = isMapping ? this.mapping(depth + 1) : this.inLine(indent);
      items.push(item);
      end = isMapping ? item.end : this.after;
    }
    if (!this.isDone && this.indent > indent) throw NOT_SIMPLE;
    return { kind: 'list', start, end, items };
  }

  private mapping(depth: number): SimpleMapping {
    const { at: start, indent } = this;
    const entries: SimpleMapping['entries'] = [];
    const names = new Set<string>();
    let end = start;
    while (!this.isDone && this.indent === indent) {
      const key = this.match(KEY);
      if (!key) break;
      const name = key[1]!;
      if (names.has(name)) throw NOT_SIMPLE;
      names.add(name);
      const keyAt = { start: this.at, end: this.at + name.length, value: name };
      this.at += key[0].length;
      let value: SimpleNode;
      if (this.at < this.end) {
        value = this.inLine(indent);
        end = this.after;
      } else {
        this.goTo(this.end + 1);
        // A list may stand below its key without being set in.
        if (this.isDone || this.indent < indent || (this.indent === indent && !this.isItem()))
          throw NOT_SIMPLE;
        value = this.block(depth + 1);
        end = value.end;
      }
      entries.push({ key: keyAt, value });
    }
    if (entries.length === 0 || (!this.isDone && this.indent > indent)) throw NOT_SIMPLE;
    return { kind: 'mapping', isFlow: false, start, end, entries };
  }

  /**
   * A value that begins on the line of its key or its dash; the reader goes on after it.
   *
   * @param indent of what it belongs to
   */
  private inLine(indent: number): SimpleNode {
    const start = this.at;
    const whole = (written: string, value: string, type: SimpleText['type']): SimpleText => {
      this.goTo(this.end + 1);
      return { kind: 'text', start, end: start + written.length, value, type };
    };
    const plain = this.match(PLAIN)?.[0].replace(COMMENT, '');
    if (plain !== undefined && !MAPPED.test(plain))
      return this.followed(whole(plain, plain, 'PLAIN'), indent);
    let match = this.match(DOUBLE);
    if (match) return this.followed(whole(match[0], match[1]!, 'QUOTE_DOUBLE'), indent);
    match = this.match(SINGLE);
    if (match) return this.followed(whole(match[0], match[1]!, 'QUOTE_SINGLE'), indent);
    match = this.match(BLOCK);
    if (match) return this.blockText(match[1] === '>', match[2] === '-', indent);
    match = this.match(FLOW);
    if (match) {
      const flow = this.flow(start, start + match[0].length, match[1] === '{', match[2] ?? '');
      this.goTo(this.end + 1);
      return flow;
    }
    throw NOT_SIMPLE;
  }

  /** A text on one line, where the next line does not go on with it. */
  private followed(text: SimpleText, indent: number): SimpleText {
    if (!this.isDone && this.indent > indent) throw NOT_SIMPLE;
    return text;
  }

  private blockText(isFolded: boolean, isStripped: boolean, outer: number): SimpleText {
    const start = this.at;
    let end = this.end + 1;
    let indent = 0;
    let value = '';
    /** Empty lines since the last one that was not. */
    let empty = 0;
    for (let at = end; at < this.text.length; ) {
      const lineEnd = this.lineEnd(at);
      let content = at;
      while (this.text[content] === ' ') content++;
      if (content === lineEnd) empty++;
      else {
        if (indent === 0) {
          indent = content - at;
          if (indent <= outer || empty > 0) throw NOT_SIMPLE;
        }
        if (content - at < indent) break;
        // Folding keeps the ends of lines that are set in further.
        if (isFolded && content - at > indent) throw NOT_SIMPLE;
        if (value !== '') value += isFolded ? '\n'.repeat(empty) || ' ' : '\n'.repeat(empty + 1);
        value += this.text.slice(at + indent, lineEnd);
        empty = 0;
        end = Math.min(lineEnd + 1, this.text.length);
      }
      at = lineEnd + 1;
    }
    if (value === '') throw NOT_SIMPLE;
    this.goTo(end);
    if (!this.isDone && this.indent > outer) throw NOT_SIMPLE;
    return {
      kind: 'text',
      start,
      end,
      value: isStripped ? value : `${value}\n`,
      type: isFolded ? 'BLOCK_FOLDED' : 'BLOCK_LITERAL',
    };
  }

  /** A list in brackets, or a mapping in braces, that holds texts. */
  private flow(start: number, end: number, isMapping: boolean, content: string): SimpleList | SimpleMapping {
    const items: SimpleText[] = [];
    const entries: SimpleMapping['entries'] = [];
    const names = new Set<string>();
    const base = this.text.indexOf(content, start + 1);
    for (let at = 0; at < content.length; at++) {
      if (isMapping) {
        FLOW_KEY.lastIndex = at;
        const [written, name] = FLOW_KEY.exec(content) ?? [];
        if (name === undefined || names.has(name)) throw NOT_SIMPLE;
        names.add(name);
        at += written!.length;
        entries.push({
          key: { start: base + at - 1 - name.length, end: base + at - 1, value: name },
          value: flowText(content, at, base),
        });
      } else items.push(flowText(content, at, base));
      at = (isMapping ? entries.at(-1)!.value : items.at(-1)!).end - base;
    }
    return isMapping
      ? { kind: 'mapping', isFlow: true, start, end, entries }
      : { kind: 'list', start, end, items };
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text) ?? undefined;
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  /**
   * Goes to the first line from an offset on that has content. A comment that is set in further may belong to what
   * stands above it.
   */
  private goTo(from: number): void {
    this.after = Math.min(from, this.text.length);
    let comments = 0;
    for (let at = from; at < this.text.length; at = this.end + 1) {
      this.end = this.lineEnd(at);
      this.at = at;
      while (this.text[this.at] === ' ') this.at++;
      this.indent = this.at - at;
      if (this.at === this.end) continue;
      if (this.text[this.at] !== '#') {
        if (comments > this.indent) throw NOT_SIMPLE;
        return;
      }
      comments = Math.max(comments, this.indent);
    }
    if (comments > 0) throw NOT_SIMPLE;
    this.isDone = true;
  }
}

function flowText(content: string, from: number, base: number): SimpleText {
  FLOW_TEXT.lastIndex = from;
  const match = FLOW_TEXT.exec(content);
  if (!match) throw NOT_SIMPLE;
  const [written, double, single, plain] = match;
  const value = double ?? single ?? plain!;
  const end = base + from + written.length;
  const start = end - value.length - (plain === undefined ? 2 : 0);
  const type = double !== undefined ? 'QUOTE_DOUBLE' : single !== undefined ? 'QUOTE_SINGLE' : 'PLAIN';
  return { kind: 'text', start, end, value, type };
}
