import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { annotationsJsonSchema } from './json-schema.js';

/** The program behind `npm run schema`: writes annotations.schema.json at the root of the package. */
const file = resolve(dirname(fileURLToPath(import.meta.url)), '../../annotations.schema.json');
writeFileSync(file, `${JSON.stringify(annotationsJsonSchema(), null, 2)}\n`);
console.error(`wrote ${file}`);
