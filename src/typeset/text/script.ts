/**
 * Which script a character is shaped as: an ISO 15924 tag, or undefined for what takes the script of its neighbours
 * (digits, punctuation, combining marks). Scripts that are not listed are shaped as `Zyyy`: their letters come out,
 * without the rearrangement that some of them need.
 */
export function scriptOf(codePoint: number): string | undefined {
  if (codePoint < 0x300)
    return (codePoint | 0x20) >= 0x61 && ((codePoint | 0x20) <= 0x7a || codePoint >= 0xc0)
      ? 'Latn'
      : undefined;
  let script = cache.get(codePoint);
  if (script === undefined) {
    script = find(codePoint);
    cache.set(codePoint, script);
  }
  return script ?? undefined;
}

const JOINED =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}\p{Script=Phags_Pa}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}]/u;

/**
 * Whether letters of a text join each other, or hang from one line: to space them would tear words apart (CSS Text 4,
 * 8.2.2).
 */
export function isJoined(text: string): boolean {
  return JOINED.test(text);
}

/**
 * By Script_Extensions, so that a mark or sign that several scripts share goes with its neighbours (it is in Zyyy or
 * Zinh).
 */
const SCRIPTS = (
  [
    ['Latin', 'Latn'],
    ['Greek', 'Grek'],
    ['Cyrillic', 'Cyrl'],
    ['Arabic', 'Arab'],
    ['Hebrew', 'Hebr'],
    ['Han', 'Hani'],
    ['Hiragana', 'Hira'],
    ['Katakana', 'Kana'],
    ['Hangul', 'Hang'],
    ['Armenian', 'Armn'],
    ['Georgian', 'Geor'],
    ['Devanagari', 'Deva'],
    ['Bengali', 'Beng'],
    ['Gurmukhi', 'Guru'],
    ['Gujarati', 'Gujr'],
    ['Oriya', 'Orya'],
    ['Tamil', 'Taml'],
    ['Telugu', 'Telu'],
    ['Kannada', 'Knda'],
    ['Malayalam', 'Mlym'],
    ['Sinhala', 'Sinh'],
    ['Thai', 'Thai'],
    ['Lao', 'Laoo'],
    ['Khmer', 'Khmr'],
    ['Myanmar', 'Mymr'],
    ['Tibetan', 'Tibt'],
    ['Ethiopic', 'Ethi'],
    ['Syriac', 'Syrc'],
    ['Thaana', 'Thaa'],
    ['Mongolian', 'Mong'],
    ['Bopomofo', 'Bopo'],
    ['Yi', 'Yiii'],
    ['Coptic', 'Copt'],
    ['Gothic', 'Goth'],
    ['Cherokee', 'Cher'],
  ] as const
).map(([name, tag]) => [new RegExp(`^\\p{Script=${name}}`, 'u'), tag] as const);

const COMMON = /^[\p{Script=Common}\p{Script=Inherited}]/u;
const cache = new Map<number, string | null>();

function find(codePoint: number): string | null {
  const character = String.fromCodePoint(codePoint);
  if (COMMON.test(character)) return null;
  return SCRIPTS.find(([pattern]) => pattern.test(character))?.[1] ?? 'Zyyy';
}
