/** The few words that the apparatus itself adds to a text, in the language of the anthology. */
export interface Phrases {
  /** What a call is called: `Note 3`. */
  call(label: string): string;
  /** A reference to a note of the same reading: `note 3`. */
  note(label: string): string;
  /** A reference to a note of another reading: `note 3 to “Title”`. */
  noteTo(label: string, title: string): string;
  /** A title as running text names it: `“Title”`. */
  title(title: string): string;
}

const PHRASES: Record<string, Phrases> = {
  en: {
    call: (label) => `Note ${label}`,
    note: (label) => `note ${label}`,
    noteTo: (label, title) => `note ${label} to “${title}”`,
    title: (title) => `“${title}”`,
  },
  fr: {
    call: (label) => `Note ${label}`,
    note: (label) => `note ${label}`,
    noteTo: (label, title) => `note ${label} de « ${title} »`,
    title: (title) => `« ${title} »`,
  },
  de: {
    call: (label) => `Anmerkung ${label}`,
    note: (label) => `Anmerkung ${label}`,
    noteTo: (label, title) => `Anmerkung ${label} zu „${title}“`,
    title: (title) => `„${title}“`,
  },
  es: {
    call: (label) => `Nota ${label}`,
    note: (label) => `nota ${label}`,
    noteTo: (label, title) => `nota ${label} de «${title}»`,
    title: (title) => `«${title}»`,
  },
  it: {
    call: (label) => `Nota ${label}`,
    note: (label) => `nota ${label}`,
    noteTo: (label, title) => `nota ${label} a «${title}»`,
    title: (title) => `«${title}»`,
  },
  pt: {
    call: (label) => `Nota ${label}`,
    note: (label) => `nota ${label}`,
    noteTo: (label, title) => `nota ${label} de «${title}»`,
    title: (title) => `«${title}»`,
  },
  ru: {
    call: (label) => `Примечание ${label}`,
    note: (label) => `примечание ${label}`,
    noteTo: (label, title) => `примечание ${label} к «${title}»`,
    title: (title) => `«${title}»`,
  },
};

/** The phrases of a language (BCP 47), or English where there are none. */
export function phrasesFor(language: string): Phrases {
  return PHRASES[language.split('-')[0]!.toLowerCase()] ?? PHRASES.en!;
}
