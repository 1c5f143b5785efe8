/**
 * An SVG without references to other files: resvg would read any file of the machine that an `href` names. Document
 * types go too, since an entity could hide such a reference.
 */
export function withoutFiles(svg: string): string {
  return svg
    .replace(/<!DOCTYPE[^[>]*(\[[^\]]*\]\s*)?>/gi, '')
    .replace(/<!(?:DOCTYPE|ENTITY)/gi, '<!--')
    .replace(/(href\s*=\s*)("[^"]*"|'[^']*')/gi, (whole, attribute: string, value: string) =>
      /^["']\s*(?:data:|#)/i.test(value) ? whole : `${attribute}""`,
    );
}
