import { dateFault, type Fault, languageFault, urlFault } from '../manuscript/values.js';
import type { Draft, Metadata } from './draft.js';

/** Of what front matter takes in one form only: what is wrong with a text. */
const RULES = { date: dateFault, url: urlFault, lang: languageFault };
const KEYS = ['date', 'url', 'lang'] as const;

/** What front matter would not take of some metadata. */
export function metadataFaults(metadata: Metadata): { key: (typeof KEYS)[number]; fault: Fault }[] {
  return KEYS.flatMap((key) => {
    const value = metadata[key];
    const fault = value === undefined ? undefined : RULES[key](value);
    return fault ? [{ key, fault }] : [];
  });
}

/** Leaves out, with a remark, what a source says of itself and front matter would not take. */
export function leaveOutFaults({ metadata, remarks }: Draft): void {
  for (const { key, fault } of metadataFaults(metadata)) {
    delete metadata[key];
    remarks.push(`its ${key} is left out: ${fault.message}`);
  }
}
