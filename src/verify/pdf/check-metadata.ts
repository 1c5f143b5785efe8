import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';
import type { Report } from '../report.js';
import { type PdfDocument, textOf } from './document.js';
import { type Dict, isDict, Stream } from './objects.js';

const NAMESPACES: Record<string, string> = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  dc: 'http://purl.org/dc/elements/1.1/',
  pdfuaid: 'http://www.aiim.org/pdfua/ns/id/',
  pdfaid: 'http://www.aiim.org/pdfa/ns/id/',
  pdfaExtension: 'http://www.aiim.org/pdfa/ns/extension/',
};

/** What the file says about itself, and what it claims. */
export function checkMetadata(document: PdfDocument, report: Report): void {
  const { reader, catalog } = document;
  const mark = reader.dict(catalog.get('MarkInfo'));
  report.expect('marked', reader.resolve(mark?.get('Marked')) === true, () => 'MarkInfo does not say so');
  if (reader.resolve(mark?.get('Suspects')) === true) report.fail('marked', 'Suspects is true');
  const viewer = reader.dict(catalog.get('ViewerPreferences'));
  report.expect(
    'title',
    reader.resolve(viewer?.get('DisplayDocTitle')) === true,
    () => 'DisplayDocTitle is not true',
  );

  const stream = reader.resolve(catalog.get('Metadata'));
  if (!report.expect('xmp', stream instanceof Stream, () => 'there is none')) return;
  let xmp: Xmp;
  try {
    xmp = new Xmp(reader.data(stream as Stream).toString('utf8'));
  } catch (problem) {
    report.fail('xmp', `it is no XML: ${(problem as Error).message.split('\n')[0]}`);
    return;
  }
  if ((stream as Stream).dict.has('Filter')) report.fail('xmp', 'the packet is compressed');
  const title = xmp.text('dc:title');
  report.expect('title', (title ?? '').trim() !== '', () => 'dc:title is missing or empty');
  const information = reader.dict(reader.trailer.get('Info'));
  const infoTitle = textOf(reader, information?.get('Title'));
  report.expect('xmp', infoTitle === undefined || infoTitle === title, () => 'dc:title and Title differ');
  const author = textOf(reader, information?.get('Author'));
  report.expect(
    'xmp',
    author === undefined || author === xmp.texts('dc:creator').join(', '),
    () => 'dc:creator and Author differ',
  );
  const language = textOf(reader, catalog.get('Lang'));
  const languages = xmp.texts('dc:language');
  report.expect(
    'xmp',
    languages.length === 0 || languages.includes(language ?? ''),
    () => 'dc:language and Lang differ',
  );
  checkClaims(document, xmp, report);
}

function checkClaims(document: PdfDocument, xmp: Xmp, report: Report): void {
  const accessible = xmp.text('pdfuaid:part');
  const archival = xmp.text('pdfaid:part');
  if (accessible !== undefined)
    report.expect('conformance', accessible === '1', () => `pdfuaid:part is ${accessible}`);
  if (archival === undefined) return;
  report.expect(
    'conformance',
    archival === '2' && xmp.text('pdfaid:conformance') === 'A',
    () => `pdfaid is ${archival}${xmp.text('pdfaid:conformance') ?? ''}`,
  );
  if (accessible !== undefined)
    report.expect(
      'conformance',
      xmp.namespacesExplained().includes(NAMESPACES.pdfuaid!),
      () => 'no extension schema explains pdfuaid',
    );
  const intent = outputIntent(document);
  report.expect('colour', intent !== undefined, () => 'there is no output intent with a profile');
  const covered = new Set(['DeviceGray', intent === 3 ? 'DeviceRGB' : 'DeviceCMYK']);
  for (const [space, where] of document.contents.colours)
    report.expect('colour', intent === undefined || covered.has(space), () => `${space} on ${where}`);
}

/** The number of components of the output intent's profile. */
function outputIntent({ reader, catalog }: PdfDocument): number | undefined {
  for (const item of reader.array(catalog.get('OutputIntents')) ?? []) {
    const intent = reader.dict(item);
    const profile = reader.resolve(intent?.get('DestOutputProfile'));
    if (!reader.isName(intent?.get('S'), 'GTS_PDFA1') || !(profile instanceof Stream)) continue;
    const components = { 'RGB ': 3, CMYK: 4, GRAY: 1 }[reader.data(profile).toString('latin1', 16, 20)];
    if (components === reader.number(profile.dict.get('N'))) return components;
  }
  return undefined;
}

/** What PDF/A-2 refuses and nothing of ours needs, wherever it stands. */
const FORBIDDEN_NAMES = new Set([
  'JavaScript',
  'Launch',
  'Sound',
  'Movie',
  'RichMedia',
  'SubmitForm',
  'ImportData',
  'ResetForm',
]);
const FORBIDDEN_KEYS = [
  'JS',
  'AA',
  'OpenAction',
  'EmbeddedFiles',
  'AcroForm',
  'XFA',
  'Alternates',
  'TR',
  'HTP',
  'Requirements',
];

export function checkForbidden(document: PdfDocument, report: Report): void {
  const { reader } = document;
  for (const id of reader.ids()) {
    report.look('forbidden');
    const object = reader.load(id);
    const dict: Dict | undefined =
      object instanceof Stream ? object.dict : isDict(object) ? object : undefined;
    if (!dict) continue;
    const key = FORBIDDEN_KEYS.find((key) => dict.has(key));
    if (key && !(key === 'TR' && isDict(dict.get('TR')))) report.fail('forbidden', `object ${id} has ${key}`);
    for (const name of ['S', 'Subtype']) {
      const value = reader.name(dict.get(name));
      if (value !== undefined && FORBIDDEN_NAMES.has(value))
        report.fail('forbidden', `object ${id} is ${value}`);
    }
    if (object instanceof Stream && dict.has('F'))
      report.fail('forbidden', `stream ${id} lies in another file`);
  }
}

/** An XMP packet, with names as these checks write them whatever prefixes it uses. */
class Xmp {
  private readonly properties = new Map<string, XmlElement | string>();

  /** @throws where it is not well-formed */
  constructor(packet: string) {
    const root = parseXml(packet.trim()).root;
    const visit = (element: XmlElement, scope: Record<string, string>) => {
      const inner = { ...scope };
      for (const [name, value] of Object.entries(element.attributes))
        if (name.startsWith('xmlns:')) inner[name.slice(6)] = value;
      if (known(element.name, inner) === 'rdf:Description') {
        for (const [name, value] of Object.entries(element.attributes)) {
          const property = known(name, inner);
          if (property) this.properties.set(property, value);
        }
        for (const kid of element.children) {
          if (!(kid instanceof XmlElement)) continue;
          const property = known(kid.name, { ...inner, ...declared(kid) });
          if (property) this.properties.set(property, kid);
        }
      } else for (const kid of element.children) if (kid instanceof XmlElement) visit(kid, inner);
    };
    if (root) visit(root, {});
  }

  /** The text of a property, of its first item where it is a list. */
  text(name: string): string | undefined {
    const value = this.properties.get(name);
    if (value === undefined || typeof value === 'string') return value;
    return items(value)[0] ?? value.text.trim();
  }

  texts(name: string): string[] {
    const value = this.properties.get(name);
    if (value === undefined || typeof value === 'string') return value === undefined ? [] : [value];
    return items(value);
  }

  /** The namespaces that extension schemas describe. */
  namespacesExplained(): string[] {
    const found: string[] = [];
    const visit = (element: XmlElement) => {
      if (element.name.endsWith(':namespaceURI')) found.push(element.text.trim());
      for (const kid of element.children) if (kid instanceof XmlElement) visit(kid);
    };
    const schemas = this.properties.get('pdfaExtension:schemas');
    if (schemas instanceof XmlElement) visit(schemas);
    return found;
  }
}

function declared(element: XmlElement): Record<string, string> {
  const entries = Object.entries(element.attributes).filter(([name]) => name.startsWith('xmlns:'));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(6), value]));
}

/** `dc:title` for whatever prefix the packet gives to Dublin Core. */
function known(name: string, scope: Record<string, string>): string | undefined {
  const [prefix = '', local] = name.split(':');
  const found = Object.entries(NAMESPACES).find(([, uri]) => uri === scope[prefix]);
  return found && local !== undefined ? `${found[0]}:${local}` : undefined;
}

function items(element: XmlElement): string[] {
  const list = element.children.find((kid): kid is XmlElement => kid instanceof XmlElement);
  if (!list)
    return element.children.some((kid) => kid instanceof XmlText && kid.text.trim()) ? [element.text] : [];
  return list.children.flatMap((kid) => (kid instanceof XmlElement ? kid.text : []));
}
