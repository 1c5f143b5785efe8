import type { ComputedStyle, ContentItem, CounterChange, TargetUrl } from './computed.js';
import { readCounterStyle } from './counter-styles.js';
import { constant, lift, type Specified } from './property.js';
import type { Values } from './values.js';

/** The text of the keywords of leader(). */
const LEADERS = { dotted: '.', solid: '_', space: ' ' } as const;

/** `content`: normal, none, or a list of items. */
export function readContent(values: Values): Specified<ComputedStyle['content']> | undefined {
  const word = values.keyword('normal', 'none');
  return word ? constant(word) : lift(readContentList(values));
}

/** The items of `content`, `string-set` and `bookmark-label`. */
export function readContentList(values: Values): ContentItem[] | undefined {
  return values.many(() => readItem(values));
}

function readItem(values: Values): ContentItem | undefined {
  const text = values.string();
  if (text !== undefined) return { kind: 'text', text };
  const quote = values.keyword('open-quote', 'close-quote', 'no-open-quote', 'no-close-quote');
  if (quote) return { kind: quote };
  return (
    values.call('attr', readAttribute) ??
    values.call('content', readOwnContent) ??
    values.call('counter', readCounter) ??
    values.call('counters', readNestedCounters) ??
    values.call('string', readString) ??
    values.call('target-counter', readTargetCounter) ??
    values.call('target-text', readTargetText) ??
    values.call('leader', readLeader)
  );
}

function readAttribute(args: Values): ContentItem | undefined {
  const name = args.identifier();
  args.keyword('string', 'raw-string');
  return name === undefined ? undefined : { kind: 'attr', name: name.toLowerCase() };
}

function readOwnContent(args: Values): ContentItem | undefined {
  if (args.done) return { kind: 'content', part: 'text' };
  const part = args.keyword('text', 'before', 'after', 'first-letter', 'marker');
  return part && { kind: 'content', part };
}

function readCounter(args: Values): ContentItem | undefined {
  const name = args.identifier();
  const style = readOptionalStyle(args);
  return name === undefined || !style ? undefined : { kind: 'counter', name, style };
}

function readNestedCounters(args: Values): ContentItem | undefined {
  const name = args.identifier();
  const separator = args.comma() && args.string();
  const style = readOptionalStyle(args);
  if (name === undefined || separator === undefined || !style) return undefined;
  return { kind: 'counters', name, separator, style };
}

function readOptionalStyle(args: Values): string | undefined {
  return args.comma() ? readCounterStyle(args) : 'decimal';
}

function readString(args: Values): ContentItem | undefined {
  const name = args.identifier();
  const position = args.comma() ? args.keyword('first', 'start', 'last', 'first-except') : 'first';
  return name === undefined || !position ? undefined : { kind: 'string', name, position };
}

function readTargetCounter(args: Values): ContentItem | undefined {
  const target = readTarget(args);
  const name = args.comma() && args.identifier();
  const style = readOptionalStyle(args);
  return target && name !== undefined && style ? { kind: 'target-counter', target, name, style } : undefined;
}

function readTargetText(args: Values): ContentItem | undefined {
  const target = readTarget(args);
  const part = args.comma() ? args.keyword('content', 'before', 'after', 'first-letter') : 'content';
  return target && part ? { kind: 'target-text', target, part } : undefined;
}

/** `attr(href)`, `attr(href url)`, a URL or a string. */
function readTarget(args: Values): TargetUrl | undefined {
  const name = args.call('attr', (inner) => {
    const read = inner.identifier();
    inner.keyword('url', 'string');
    return read;
  });
  if (name !== undefined) return { kind: 'attr', name: name.toLowerCase() };
  const url = args.url() ?? args.string();
  return url === undefined ? undefined : { kind: 'url', url };
}

function readLeader(args: Values): ContentItem | undefined {
  const word = args.keyword('dotted', 'solid', 'space');
  const text = word ? LEADERS[word] : args.string();
  return text === undefined || text === '' ? undefined : { kind: 'leader', text };
}

/** `none`, or names of counters, each with a number or with `otherwise`. */
export function readCounters(values: Values, otherwise: number): Specified<CounterChange[]> | undefined {
  if (values.keyword('none')) return constant([]);
  return lift(
    values.many(() => {
      const name = values.identifier();
      return name === undefined ? undefined : { name, value: values.integer() ?? otherwise };
    }),
  );
}
