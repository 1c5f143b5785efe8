import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { annotationsJsonSchema } from './json-schema.js';
import { PACKAGE_ROOT } from './package-files.js';

/** The program behind `npm run schema`: writes annotations.schema.json at the root of the package. */
const file = join(PACKAGE_ROOT, 'annotations.schema.json');
writeFileSync(file, `${JSON.stringify(annotationsJsonSchema(), null, 2)}\n`);
console.error(`wrote ${file}`);
