import type { StructureType } from '../typeset/layout.js';

const HEADING = /^H([1-6])$/;

/** What holds in a whole file, through all parts of its structure. Elements are asked for in reading order. */
export class Continuity {
  hasTitle = false;
  /** The level of the last heading. */
  private heading = 0;
  private readonly notes = new Set<string>();

  /** The type of an element: headings start at H1 and skip no level (ISO 14289-1, 7.4.2). */
  type(type: StructureType): StructureType {
    if (type === 'Title') this.hasTitle = true;
    const level = HEADING.exec(type)?.[1];
    if (level === undefined) return type;
    this.heading = Math.min(Number(level), this.heading + 1);
    return `H${this.heading}` as StructureType;
  }

  /** The id of a note that asks for one: all differ (7.9). */
  note(wanted: string): string {
    let id = wanted;
    for (let n = 2; this.notes.has(id); n++) id = `${wanted}-${n}`;
    this.notes.add(id);
    return id;
  }
}
