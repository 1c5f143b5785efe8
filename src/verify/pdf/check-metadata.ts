import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';
import type { Report } from '../report.js';
import { type PdfDocument, textOf } from './document.js';
import { type Dict, isDict, Name, type PdfObject, Stream } from './objects.js';
import type { PdfReader } from './reader.js';

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
  for (const problem of xmp.problems) report.fail('xmp', problem);
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
  'OCProperties',
  'PresSteps',
  'AlternatePresentations',
  'NeedsRendering',
  'Perms',
  'OPI',
  'TR2',
  'FFilter',
  'FDecodeParms',
];
/** Keys that may have certain values only. */
const ALLOWED_VALUES: [key: string, allowed: RegExp][] = [
  ['Interpolate', /^false$/],
  ['Intent', /^(RelativeColorimetric|AbsoluteColorimetric|Perceptual|Saturation)$/],
  [
    'BM',
    /^(Normal|Compatible|Multiply|Screen|Overlay|Darken|Lighten|Color(Dodge|Burn)?|(Hard|Soft)Light|Difference|Exclusion|Hue|Saturation|Luminosity)$/,
  ],
  ['Version', /^1\.[0-7]$/],
];
/** Filters that hide what they hold, or have been patented. */
const FORBIDDEN_FILTERS = new Set(['LZWDecode', 'Crypt']);

export function checkForbidden(document: PdfDocument, report: Report): void {
  const { reader } = document;
  checkDict(reader, reader.trailer, 'the trailer', report);
  for (const id of reader.ids()) {
    report.look('forbidden');
    const object = reader.load(id);
    const where = `object ${id}`;
    for (const dict of dictsIn(object ?? null)) checkDict(reader, dict, where, report);
    if (!(object instanceof Stream)) continue;
    if (object.dict.has('F')) report.fail('forbidden', `stream ${id} lies in another file`);
    const filters = reader.array(object.dict.get('Filter')) ?? [object.dict.get('Filter') ?? null];
    for (const filter of filters)
      if (FORBIDDEN_FILTERS.has(reader.name(filter) ?? ''))
        report.fail('forbidden', `stream ${id} has the filter ${reader.name(filter)}`);
  }
}

/** The dictionary of an object, and those that stand in it. Types that a role map maps are no keys. */
function* dictsIn(object: PdfObject): Generator<Dict> {
  if (object instanceof Stream) yield* dictsIn(object.dict);
  else if (Array.isArray(object)) for (const item of object) yield* dictsIn(item);
  else if (isDict(object)) {
    yield object;
    for (const [key, value] of object) if (key !== 'RoleMap') yield* dictsIn(value);
  }
}

function checkDict(reader: PdfReader, dict: Dict, where: string, report: Report): void {
  const key = FORBIDDEN_KEYS.find((key) => dict.has(key));
  if (key && !(key === 'TR' && isDict(dict.get('TR')))) report.fail('forbidden', `${where} has ${key}`);
  for (const name of ['S', 'Subtype']) {
    const value = reader.name(dict.get(name));
    if (value !== undefined && FORBIDDEN_NAMES.has(value)) report.fail('forbidden', `${where} is ${value}`);
  }
  for (const [key, allowed] of ALLOWED_VALUES) {
    const value = reader.resolve(dict.get(key));
    const text = value instanceof Name ? value.value : String(value);
    if (dict.has(key) && !allowed.test(text)) report.fail('forbidden', `${where} has ${key} ${text}`);
  }
  // An action is done, and nothing after it.
  if (dict.has('Next') && dict.has('S')) report.fail('forbidden', `${where} has Next`);
  if (reader.isName(dict.get('S'), 'Transparency') && reader.isName(dict.get('CS'), 'DeviceCMYK'))
    report.fail('colour', `${where} blends in DeviceCMYK`);
}

/** An XMP packet, with names as these checks write them whatever prefixes it uses. */
class Xmp {
  private readonly properties = new Map<string, XmlElement | string>();
  /** What PDF/A does not allow (ISO 19005-2, 6.6.2). */
  readonly problems: string[] = [];

  /** @throws where it is not well-formed */
  constructor(packet: string) {
    const root = parseXml(packet.trim()).root;
    if (/<\?xpacket[^>]*\s(bytes|encoding)=/.test(packet))
      this.problems.push('the packet says how many bytes it has, or how they are written');
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
          const within = { ...inner, ...declared(kid) };
          const property = known(kid.name, within);
          if (property) this.properties.set(property, kid);
          const problem = unknownProperty(kid.name, within);
          if (problem) this.problems.push(problem);
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

/** The properties of the schemas that PDF/A knows, as far as a book has them. */
const PROPERTIES: Record<string, RegExp> = {
  'http://purl.org/dc/elements/1.1/':
    /^(contributor|coverage|creator|date|description|format|identifier|language|publisher|relation|rights|source|subject|title|type)$/,
  'http://ns.adobe.com/xap/1.0/':
    /^(Advisory|BaseURL|CreateDate|CreatorTool|Identifier|Label|MetadataDate|ModifyDate|Nickname|Rating)$/,
  'http://ns.adobe.com/pdf/1.3/': /^(Keywords|PDFVersion|Producer|Trapped)$/,
  [NAMESPACES.pdfuaid!]: /^(part|amd|corr)$/,
  [NAMESPACES.pdfaid!]: /^(part|conformance|amd|corr)$/,
  [NAMESPACES.pdfaExtension!]: /^schemas$/,
};
/** Schemas whose prefix is fixed. */
const FIXED_PREFIXES = ['pdfuaid', 'pdfaid', 'pdfaExtension'];

function unknownProperty(name: string, scope: Record<string, string>): string | undefined {
  const [prefix = '', local = ''] = name.split(':');
  const namespace = scope[prefix] ?? '';
  const fixed = FIXED_PREFIXES.find((own) => NAMESPACES[own] === namespace);
  if (fixed && fixed !== prefix) return `${name} should be written ${fixed}:${local}`;
  return PROPERTIES[namespace]?.test(local) ? undefined : `${name} is in no schema that PDF/A knows`;
}

function items(element: XmlElement): string[] {
  const list = element.children.find((kid): kid is XmlElement => kid instanceof XmlElement);
  if (!list)
    return element.children.some((kid) => kid instanceof XmlText && kid.text.trim()) ? [element.text] : [];
  return list.children.flatMap((kid) => (kid instanceof XmlElement ? kid.text : []));
}
