import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Span } from '../../diagnostics/source.js';

export type LinkTarget =
  | { kind: 'web'; href: string }
  | { kind: 'note' | 'reading' | 'glossary'; href: string; target: string }
  | { kind: 'problem'; diagnostic: Diagnostic };

/** Protocols that lead out of the book. */
const WEB = ['http', 'https', 'mailto'];

/**
 * What a link leads to: the web, or a note, a reading or a glossary term of the book. The address of another reading's
 * file (`other.md`), which editors and code hosts follow, means that reading.
 */
export function linkTarget(href: string, at: () => Span): LinkTarget {
  const protocol = /^\s*([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  if (protocol && WEB.includes(protocol)) {
    if (protocol !== 'mailto' && !URL.canParse(href))
      return problem(`“${href}” is not an address`, at, 'write it in full: https://example.org/page');
    return { kind: 'web', href: href.trim() };
  }
  if (protocol === 'note' || protocol === 'reading' || protocol === 'glossary') {
    const target = decoded(href.trim().slice(protocol.length + 1))
      .trim()
      .normalize('NFC');
    return { kind: protocol, href: `${protocol}:${encodeURIComponent(target)}`, target };
  }
  if (protocol)
    return problem(
      `a link cannot begin with “${protocol}:”`,
      at,
      `expected one of: ${WEB.join(':, ')}:, note:, reading:, glossary:`,
    );
  const file = /^(?:\.\/)?([^/#?]+)\.md$/.exec(href)?.[1];
  if (file) {
    const target = decoded(file).normalize('NFC');
    return { kind: 'reading', href: `reading:${encodeURIComponent(target)}`, target };
  }
  return problem(
    href === '' ? 'this link leads nowhere' : `“${href}” leads nowhere in a book`,
    at,
    'write an address in full (https://…), or note:ID, reading:ID, glossary:TERM',
  );
}

function problem(message: string, at: () => Span, hint: string): LinkTarget {
  return { kind: 'problem', diagnostic: diagnostic('link-invalid', message, { at: at(), hint }) };
}

/** Percent-decoded; as it is where it is not encoded. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
