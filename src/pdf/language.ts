/** BCP 47 as PDF/UA checks it: letters and digits in groups of up to eight, with hyphens between. */
export function isLanguage(tag: string): boolean {
  return /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(tag);
}
