import type { Code } from '../../diagnostics/codes.js';

/** What is wrong with an address. */
export interface AddressFault {
  kind: 'fault';
  code: Code;
  message: string;
  hint: string;
}

export type LinkTarget =
  | { kind: 'web'; href: string }
  | { kind: 'note' | 'reading' | 'glossary'; href: string; target: string }
  | AddressFault;

/** Protocols that lead out of the book. */
const WEB = ['http', 'https', 'mailto'];

/**
 * What a link leads to: the web, or a note, a reading or a glossary term of the book. The address of another reading's
 * file (`other.md`), which editors and code hosts follow, means that reading.
 */
export function linkTarget(href: string): LinkTarget {
  const protocol = /^\s*([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  if (protocol && WEB.includes(protocol)) {
    if (protocol !== 'mailto' && !URL.canParse(href))
      return fault(`“${short(href)}” is not an address`, 'write it in full: https://example.org/page');
    return { kind: 'web', href: href.trim() };
  }
  if (protocol === 'note' || protocol === 'reading' || protocol === 'glossary') {
    const target = decoded(href.trim().slice(protocol.length + 1))
      .trim()
      .normalize('NFC');
    return { kind: protocol, href: `${protocol}:${encodeURIComponent(target)}`, target };
  }
  if (protocol)
    return fault(
      `a link cannot begin with “${protocol}:”`,
      `expected one of: ${WEB.join(':, ')}:, note:, reading:, glossary:`,
    );
  const file = /^(?:\.\/)?([^/#?]+)\.md$/.exec(href)?.[1];
  if (file) {
    const target = decoded(file).normalize('NFC');
    return { kind: 'reading', href: `reading:${encodeURIComponent(target)}`, target };
  }
  return fault(
    href === '' ? 'this link leads nowhere' : `“${short(href)}” leads nowhere in a book`,
    'write an address in full (https://…), or note:ID, reading:ID, glossary:TERM',
  );
}

function fault(message: string, hint: string): AddressFault {
  return { kind: 'fault', code: 'link-invalid', message, hint };
}

/** An address in a message. */
export function short(address: string): string {
  return address.length > 60 ? `${address.slice(0, 57)}…` : address;
}

/** Percent-decoded; as it is where it is not encoded. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
