/** Without line ends and white space around. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A term as it is compared: composed, on one line. */
export function spelling(text: string): string {
  return oneLine(text).normalize('NFC');
}
