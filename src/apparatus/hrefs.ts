import type { RootContent } from 'hast';

/** The addresses of all links below some nodes, in order. */
export function hrefs(nodes: readonly RootContent[]): string[] {
  return nodes.flatMap((node) =>
    node.type === 'element'
      ? [...(typeof node.properties.href === 'string' ? [node.properties.href] : []), ...hrefs(node.children)]
      : [],
  );
}
