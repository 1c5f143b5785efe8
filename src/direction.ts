/** Scripts that are written from right to left, as ISO 15924 names them, and the languages that use them by default. */
const SCRIPTS = new Set(['arab', 'hebr', 'syrc', 'thaa', 'nkoo', 'adlm', 'rohg', 'samr', 'mand']);
const LANGUAGES = new Set('ar arc ary arz ckb dv fa he iw ks nqo pnb prs ps sd syr ug ur yi ji'.split(' '));

/** What holds a letter of such a script. */
export const RIGHT_TO_LEFT = new RegExp(
  `[${Array.from(SCRIPTS, (script) => `\\p{Script=${script[0]!.toUpperCase()}${script.slice(1)}}`).join('')}]`,
  'u',
);

/** The direction in which a language (BCP 47) is written; a script subtag decides where there is one. */
export function direction(language: string): 'ltr' | 'rtl' {
  const [base = '', ...rest] = language.toLowerCase().split('-');
  const script = rest.find((part) => /^[a-z]{4}$/.test(part));
  if (script) return SCRIPTS.has(script) ? 'rtl' : 'ltr';
  return LANGUAGES.has(base) ? 'rtl' : 'ltr';
}
