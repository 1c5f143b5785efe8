import type { ElementContent, RootContent } from 'hast';
import type { RichLine } from '../manuscript/manuscript.js';
import type { Line } from './book.js';

/** A line as it is written, without calls. */
export function line(rich: RichLine): Line {
  return { children: rich.children, bare: bare(rich.children), plain: rich.plain };
}

/** The same with calls, which are set when somebody asks for them. */
export function lineWithCalls(rich: RichLine, children: () => ElementContent[]): Line {
  return {
    get children() {
      return children();
    },
    bare: bare(rich.children),
    plain: rich.plain,
  };
}

/** Phrasing content without ids, links and note references: what may stand in contents and running heads. */
function bare(nodes: RootContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'text') return [{ type: 'text', value: node.value }];
    if (node.type !== 'element' || node.tagName === 'author-note') return [];
    const children = bare(node.children);
    if (node.tagName === 'a') return children;
    const { id: _, ...properties } = node.properties;
    return [{ ...node, properties, children }];
  });
}
