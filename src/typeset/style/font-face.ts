import type { Atrule, Block, CssNode, Declaration } from 'css-tree';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source } from '../../diagnostics/source.js';
import { didYouMean } from '../../diagnostics/suggest.js';
import { reportNested } from './block.js';
import { shorten, spanOf } from './declaration.js';
import type { FontFaceRule } from './styled.js';
import { components, Values } from './values.js';

const DESCRIPTORS = ['font-family', 'src', 'font-weight', 'font-style'] as const;

/** Formats that can be put into a PDF as they are. */
const FORMATS = ['truetype', 'opentype'];
const PACKED = /\.woff2?$/i;

/** Reads an `@font-face` rule; undefined when it has no family or no file. */
export function readFontFace(
  node: Atrule,
  block: Block,
  source: Source,
  diagnostics: Diagnostic[],
): FontFaceRule | undefined {
  const { start } = spanOf(node, source);
  const at = { source, start, end: start + node.name.length + 1 };
  const face: FontFaceRule = { family: '', weight: 400, style: 'normal', sources: [], at };
  const before = diagnostics.length;
  for (const child of block.children)
    if (child.type === 'Declaration') readDescriptor(child, face, source, diagnostics);
    else reportNested(child, source, diagnostics);
  if (face.family !== '' && face.sources.length > 0) return face;
  if (diagnostics.length === before) {
    const message = `@font-face needs ${face.family === '' ? 'a font-family' : 'a src'}`;
    diagnostics.push(diagnostic('css-unsupported-value', message, { at }));
  }
  return undefined;
}

function readDescriptor(
  node: Declaration,
  face: FontFaceRule,
  source: Source,
  diagnostics: Diagnostic[],
): void {
  const name = node.property.toLowerCase();
  if (!DESCRIPTORS.some((descriptor) => descriptor === name)) {
    const { start } = spanOf(node, source);
    const at = { source, start, end: start + node.property.length };
    const message = `the descriptor “${name}” is not supported in @font-face`;
    diagnostics.push(
      diagnostic('css-unsupported-property', message, { at, hint: didYouMean(name, DESCRIPTORS) }),
    );
    return;
  }
  if (node.value.type !== 'Value') return;
  const nodes = components(node.value.children);
  const values = new Values(nodes);
  if (readInto(name, values, face) && values.done) return;
  const problem = values.problem();
  const at = spanOf(problem.node ?? node.value, source);
  const written = shorten(source.text.slice(at.start, at.end));
  diagnostics.push(
    diagnostic('css-unsupported-value', problem.message ?? `“${written}” is not supported in “${name}”`, {
      at,
      hint: problem.hint,
    }),
  );
}

function readInto(name: string, values: Values, face: FontFaceRule): boolean {
  switch (name) {
    case 'font-family': {
      const family = values.string() ?? values.many(() => values.identifier())?.join(' ');
      if (!family) return false;
      face.family = family;
      return true;
    }
    case 'font-weight': {
      const word = values.keyword('normal', 'bold');
      const weight = word ? (word === 'bold' ? 700 : 400) : values.integer(1);
      if (weight === undefined || weight > 1000) return false;
      face.weight = weight;
      return true;
    }
    case 'font-style': {
      const style = values.keyword('normal', 'italic', 'oblique');
      if (style) face.style = style;
      return style !== undefined;
    }
    default: {
      const sources = values.list(() => readSource(values));
      if (!sources) return false;
      face.sources = sources;
      return true;
    }
  }
}

/** `url(path)`, with or without its format: a path in templates/, or `package:NAME/FILE`. */
function readSource(values: Values): string | undefined {
  const node = values.next;
  const path = values.url();
  if (path === undefined) return undefined;
  const format = values.call('format', (args) => args.string() ?? args.identifier());
  if (PACKED.test(path) || (format !== undefined && !FORMATS.includes(format.toLowerCase()))) {
    refuse(values, node, 'a PDF cannot embed this format', 'give the TTF or OTF file of the font');
    return undefined;
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) && !path.startsWith('package:')) {
    refuse(
      values,
      node,
      'a build opens no connection',
      'put the font into templates/ and give its path there',
    );
    return undefined;
  }
  return path;
}

function refuse(values: Values, node: CssNode | undefined, message: string, hint: string): void {
  values.say({ node, code: 'css-unsupported-value', message, hint });
}
