import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtInFiles, PACKAGE_ROOT, packageFiles, VERSION } from '../manuscript/package-files.js';
import { digest } from './digest.js';

/** What `scripts/compile.mjs` writes of the program that it makes. */
const COMPILED = 'dist/program.sha256';

let known: string | undefined;

/**
 * Names the program that runs, with all that an edition depends on besides the project: its code, its templates, the
 * packages beside it (fonts and hyphenation among them) and Node. Another program finds nothing that this one kept.
 */
export function programDigest(): string {
  known ??= digest(
    VERSION,
    code(),
    digest(...builtInFiles().flat()),
    packages(),
    process.versions,
    process.arch,
  );
  return known;
}

/** The program's code; run from its sources, as tests do, these. */
function code(): string {
  if (import.meta.url.endsWith('.ts')) return texts('src');
  try {
    return readFileSync(join(PACKAGE_ROOT, COMPILED), 'utf8');
  } catch {
    return texts('dist');
  }
}

/** Every file of a folder of the package. */
function texts(folder: string): string {
  return digest(...packageFiles(folder).flat());
}

/** What the packages that florilegium depends on say of themselves, and those of fonts that are installed beside it. */
function packages(): string {
  const { dependencies } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8'));
  const where = folders();
  const fonts = where.flatMap((folder) => namesIn(join(folder, '@expo-google-fonts')));
  const names = new Set([...Object.keys(dependencies), ...fonts.map((name) => `@expo-google-fonts/${name}`)]);
  return digest(...[...names].sort().flatMap((name) => [name, manifest(name, where)]));
}

/** The package.json of a package; nothing where it is not there. */
function manifest(name: string, where: readonly string[]): Uint8Array | undefined {
  for (const folder of where)
    try {
      return readFileSync(join(folder, name, 'package.json'));
    } catch {
      // It is in a folder further up, or not there.
    }
  return undefined;
}

/** Where Node looks for packages: beside the package, and beside each folder above it. */
function folders(): string[] {
  const found: string[] = [];
  for (let folder = PACKAGE_ROOT; ; folder = dirname(folder)) {
    found.push(join(folder, 'node_modules'));
    if (dirname(folder) === folder) return found;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
