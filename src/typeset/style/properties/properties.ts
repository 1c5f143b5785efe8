import type { Property } from '../property.js';
import { boxProperties } from './box.js';
import { fontProperties } from './font.js';
import { generatedProperties } from './generated.js';
import { paragraphProperties } from './paragraph.js';

/** Every longhand of the subset by its name, in the order in which values are computed: fonts first, for `em` and `lh`. */
export const PROPERTIES: ReadonlyMap<string, Property> = new Map(
  [...fontProperties, ...boxProperties, ...paragraphProperties, ...generatedProperties].map((property) => [
    property.name,
    property,
  ]),
);
