/**
 * Gives out names that are ASCII, valid as XML names, CSS identifiers and file names, and never the same twice.
 * The same requests in the same order get the same names.
 */
export class Names {
  private readonly taken = new Set<string>();

  /** @param wish what the name should look like; letters lose their accents, all else becomes a hyphen */
  take(wish: string, fallback: string): string {
    const base = asciiName(wish) || fallback;
    let name = base;
    for (let n = 2; this.taken.has(name); n++) name = `${base}-${n}`;
    this.taken.add(name);
    return name;
  }
}

/** Longest a name gets: file systems and readers have limits, and ids repeat in every link. */
const LONGEST = 60;

/** Letters that are no letter with an accent. */
const OTHERWISE: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ł: 'l',
  ı: 'i',
};

/** Lower-case ASCII letters, digits and single hyphens between them; '' where nothing is left. */
export function asciiName(text: string): string {
  const name = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[’'ʼ]/g, '')
    .toLowerCase()
    .replace(/[ßæœøđðþħłı]/g, (letter) => OTHERWISE[letter]!)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (name.length <= LONGEST) return name;
  const cut = name.lastIndexOf('-', LONGEST);
  return name.slice(0, cut > 0 ? cut : LONGEST);
}
