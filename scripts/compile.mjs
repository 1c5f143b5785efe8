// Bundles src/ and what it depends on into dist/: one entry point for each program, shared code in chunks. Loading a few
// files instead of some hundreds takes a third of the time of a small build.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Stay in node_modules: they come with binaries, WebAssembly or data, which they find beside their own files. */
const EXTERNAL = ['@resvg/resvg-js', 'harfbuzzjs', 'libxml2-wasm', 'hyphen'];

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [
    'src/build.ts',
    'src/cli/main.ts',
    'src/epub/pack-thread.ts',
    'src/verify/main.ts',
    'src/manuscript/write-schema.ts',
  ],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: EXTERNAL,
  plugins: [
    { name: 'css-tree', setup: wholeCssTree },
    { name: 'lazy', setup: lazyModules },
  ],
  // CommonJS packages call require for Node's own modules.
  banner: {
    js: `import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);`,
  },
  sourcemap: 'linked',
  logLevel: 'warning',
  metafile: true,
});

// What an earlier compilation left goes only now, so that a program that runs meanwhile finds its files.
const made = new Set(Object.keys(metafile.outputs));
for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && /\.js(\.map)?$/.test(entry.name) && !made.has(relative(root, path))) rmSync(path);
}
// What a cache keeps is this program's own.
const program = createHash('sha256');
for (const path of [...made].filter((path) => path.endsWith('.js')).sort())
  program.update(`${path}\n`).update(readFileSync(join(root, path)));
writeFileSync(join(root, 'dist/program.sha256'), `${program.digest('hex')}\n`);
writeFileSync(join(root, 'dist/LICENCES.txt'), licences(Object.keys(metafile.inputs)));

/** css-tree's modules read data files beside them; its own bundle has these in it. */
function wholeCssTree({ onResolve, resolve }) {
  onResolve({ filter: /^css-tree$/ }, ({ resolveDir, kind }) =>
    resolve('css-tree/dist/csstree.esm', { resolveDir, kind }),
  );
}

/**
 * Modules that unpack tables as they load, for parts of PDFKit and fontkit that are not used here: loaded when they are
 * called after all.
 */
function lazyModules({ onResolve, onLoad }) {
  const lazy = (name, ...exports) =>
    exports
      .map((one) => `export const ${one} = (...given) => require('${name}').${one}(...given);`)
      .join('\n');
  const modules = {
    'brotli/decompress.js': `export default (...given) => require('brotli/decompress.js')(...given);`,
    'unicode-properties': lazy(
      'unicode-properties',
      ...['getCategory', 'getCombiningClass', 'getScript', 'isDigit', 'isMark'],
    ),
  };
  onResolve({ filter: /^(brotli\/decompress\.js|unicode-properties)$/ }, ({ path, namespace, resolveDir }) =>
    namespace === 'lazy' ? undefined : { path, namespace: 'lazy', pluginData: resolveDir },
  );
  onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path, pluginData }) => ({
    contents: modules[path],
    resolveDir: pluginData,
  }));
}

/** The licences of the packages that the bundle has parts of. */
function licences(files) {
  const folders = new Set(
    files.flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(root, folder)).find((file) => /^(licen[cs]e|copying)/i.test(file));
      const text = file ? `\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}` : '';
      return `${name} ${version} (${license})${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
