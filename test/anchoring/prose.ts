/**
 * English-looking prose for calibration: sentences from a grammar, with words drawn by Zipf's law and with stock phrases
 * that come again and again, as they do in essays on one subject. The same seed gives the same prose.
 */
export function prose(seed: number, words: number): string[] {
  const random = generator(seed);
  const say = speaker(random);
  const paragraphs: string[] = [];
  for (let count = 0; count < words; ) {
    const sentences: string[] = [];
    const length = 3 + Math.floor(random() * 5);
    while (sentences.length < length) {
      const plain = say(pick(SENTENCES, random));
      sentences.push(plain[0]!.toUpperCase() + plain.slice(1));
    }
    const paragraph = sentences.join(' ');
    count += paragraph.split(' ').length;
    paragraphs.push(paragraph);
  }
  return paragraphs;
}

/** A generator of numbers in [0, 1): Mulberry32. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!;
}

/** The nth of a list is drawn with a chance of 1 / (n + 5), by Mandelbrot's form of Zipf's law: first words first. */
function zipf<T>(list: readonly T[], random: () => number): T {
  const rank = Math.floor(6 * ((list.length + 6) / 6) ** random() - 6);
  return list[Math.min(rank, list.length - 1)]!;
}

/** Fills the slots of a template: {noun}, {verb}, {clause} … each from its list, which may have slots of its own. */
function speaker(random: () => number): (template: string) => string {
  const say = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (_, kind: string) =>
      kind === 'year'
        ? String(1880 + Math.floor(random() * 68))
        : kind === 'number'
          ? String(2 + Math.floor(random() * 400))
          : say(zipf(LISTS[kind]!, random)),
    );
  return say;
}

const list = (text: string, separator: RegExp = /\s*\/\s*/) => text.trim().split(separator);

const LISTS: Record<string, string[]> = {
  noun: list(
    `city state party press worker road winter harbour letter school factory council paper street war law debt union
    harvest printer border prison train market crowd station lamp kitchen engine village bridge teacher river garden
    theatre ship archive window table meeting doctor bakery quarrel mill library tailor ledger orchard passport pamphlet
    barricade notebook quarry telegram foundry lantern cellar almanac ferry pulpit workshop cabin steppe refuge exile
    courier dictionary balcony chimney sailor carpenter ration furnace verdict canal tribunal suitcase poem`,
    /\s+/,
  ),
  plural: list(
    `people workers years letters friends prisoners soldiers books papers streets houses peasants strikes editors
    machines children neighbours debts sailors roads schools lawyers rumours promises shortages songs meetings novels
    clerks voters witnesses winters cooperatives newspapers refugees doctors villages committees poets elections
    railways quarrels ministers statistics cobblers weavers footnotes delegates signatures pamphlets barges ledgers`,
    /\s+/,
  ),
  mass: list(
    `bread work power freedom money coal time patience hunger truth memory grain ink justice silence paper salt
    discipline credit enthusiasm obedience fuel trust weariness gossip arithmetic sympathy propaganda`,
    /\s+/,
  ),
  adjective: list(
    `new old first great last common long small free whole early political poor honest late cold quiet public foreign
    local hungry hard strange private careful bitter narrow provincial unfinished stubborn anonymous frozen brave
    ordinary obscure generous impossible temporary tired secret famous crowded patient orderly respectable imaginary`,
    /\s+/,
  ),
  past: list(
    `had saw made took left found wanted wrote kept knew lost asked refused read held built began brought sold closed
    paid counted printed feared remembered defended promised carried burned praised watched repaired signed hid
    translated abandoned rebuilt forgave collected measured postponed inherited`,
    /\s+/,
  ),
  name: list(
    `Marek / Anna Voss / old Petrov / the engineer Lindqvist / Rosa Adler / Doctor Haim / Jean Morel / Captain Ruiz /
    Teresa / the printer Bloch / Sonia Brandt / Tomas / Mrs Hale / the poet Arany / Ivanov / Miss Underhill`,
  ),
  place: list(
    `Brussels / the capital / the port of Varna / Lodz / the northern district / Vienna / the valley / Marseilles /
    the old town / Liège / the second ward / Trieste / the salt coast / Malmö`,
  ),
  subject: list(
    `the {noun} / the {plural} / {name} / the {adjective} {noun} / a {noun} / the {plural} of {place} / they / nobody /
    the {noun} of the {noun} / every {noun} / {mass} / {name} and {name} / the {adjective} {plural} / one of the {plural}`,
  ),
  object: list(
    `the {noun} / {mass} / a {adjective} {noun} / the {plural} / {plural} and {plural} / the {noun} of {place} / it /
    the {adjective} {noun} / no {mass} / {number} {plural} / what the {noun} had {past} / more {mass} than {mass}`,
  ),
  when: list(
    `in the end / in {year} / at that time / after the {noun} / in the spring of {year} / for the first time /
    from one day to the next / before the {noun} of {year} / in those years / by the end of {year} / for {number} days /
    on the other hand / as a matter of fact / in the name of the {noun} / day after day / until the {adjective} {noun}`,
  ),
  clause: list(
    `{subject} {past} {object} / {subject} {past} {object} {when} / {subject} could not have {past} {object} /
    there was {mass} in {place} / {subject} had never {past} {object} / it was the {noun} that {subject} {past}`,
  ),
};

const SENTENCES = list(
  `{clause}. / {clause}, and {clause}. / {when}, {clause}. / {clause}; {clause}. / {clause}, but {clause} {when}. /
  “{clause},” said {name}. / if {clause}, then {clause}. / {clause} — {clause}. / what {subject} {past} was {object}. /
  it is not true that {clause}. / {clause} because {clause}. / {name} wrote in {year} that {clause}. /
  neither {subject} nor {subject} {past} {object}. / {clause} ({clause}). / why had {subject} {past} {object}? /
  of all the {plural}, {subject} alone {past} {object} when {clause}. / {clause}: {object}, {object} and {object}. /
  “{clause}?” {name} asked, and {clause}. / {when} {clause}, while {subject} {past} {object} in {place}.`,
);
