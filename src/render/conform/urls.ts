/** Schemes that a link in a book may lead to; the others do nothing in a reading system, or nothing good. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:', 'ftp:']);

/**
 * An address that a link may hold, with every character escaped that RFC 3986 does not allow, or undefined: relative
 * addresses lead to files that are not in the book.
 */
export function cleanUrl(address: string): string | undefined {
  const trimmed = address.trim();
  try {
    const url = new URL(trimmed.startsWith('//') ? `https:${trimmed}` : trimmed);
    if (!SCHEMES.has(url.protocol)) return undefined;
    return escapeRest(url.href);
  } catch {
    return undefined;
  }
}

/** What the URL Standard lets stand in paths and queries, but RFC 3986 and EPUBCheck do not. An IPv6 host keeps its brackets. */
function escapeRest(href: string): string {
  const [, origin = '', rest = ''] = /^([a-z]+:(?:\/\/[^/?#]*)?)(.*)$/s.exec(href) ?? [];
  const escaped = rest
    .replace(/[\\^`{|}[\]"<> ]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%(?![0-9A-Fa-f]{2})/g, '%25');
  const hash = escaped.indexOf('#');
  return hash < 0
    ? origin + escaped
    : `${origin}${escaped.slice(0, hash + 1)}${escaped.slice(hash + 1).replaceAll('#', '%23')}`;
}
