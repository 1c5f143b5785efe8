import type { Edition } from '../manuscript/manuscript.js';

/** Whether an edition has PDFs beside its own. */
export function hasFurtherPdfs({ separate, imposition, cropMarks, bleed }: Edition): boolean {
  return separate || imposition !== undefined || cropMarks || bleed > 0;
}
