/** A BCP 47 tag that HarfBuzz and case conversion take: `und` (undetermined) for what is none. */
export function languageTag(lang: string): string {
  try {
    return Intl.getCanonicalLocales(lang)[0] ?? 'und';
  } catch {
    return 'und';
  }
}
