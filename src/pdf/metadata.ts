import { textString, wellFormed } from './syntax.js';

/** What a PDF says about itself. */
export interface PdfMetadata {
  title: string;
  creators: string[];
  description?: string | undefined;
  rights?: string | undefined;
  publisher?: string | undefined;
  subjects?: string[] | undefined;
  /** `urn:isbn:…`, `urn:uuid:…` */
  identifier?: string | undefined;
  /** When the file says that it was made. */
  date: Date;
  /** The program that made it, with its version. */
  producer: string;
  /** What to conform to: each is claimed only where it is true of the file. */
  conformance: ('ua-1' | 'a-2a')[];
}

/** The same with every text fit for XML 1.0 and for one line: no control characters, no half surrogate pairs. */
export function cleaned(metadata: PdfMetadata): PdfMetadata {
  const clean = (text: string) =>
    wellFormed(text)
      .replace(/[\t\n\r ]+/g, ' ')
      .replace(/[\x00-\x1f\x7f\ufffe\uffff]/g, '\ufffd')
      .trim();
  const { title, creators, description, rights, publisher, subjects, identifier, producer } = metadata;
  return {
    ...metadata,
    title: clean(title),
    creators: creators.map(clean),
    description: description && clean(description),
    rights: rights && clean(rights),
    publisher: publisher && clean(publisher),
    subjects: subjects?.map(clean),
    identifier: identifier && clean(identifier),
    producer: clean(producer),
  };
}

/** The document information dictionary, in agreement with the XMP. */
export function information(metadata: PdfMetadata): string {
  const date = `(D:${stamp(metadata.date).replace(/[-:T]/g, '')})`;
  const { title, creators, description, subjects, producer } = metadata;
  return (
    `<</Title${textString(title)}` +
    (creators.length > 0 ? `/Author${textString(creators.join(', '))}` : '') +
    (description ? `/Subject${textString(description)}` : '') +
    (subjects?.length ? `/Keywords${textString(subjects.join(', '))}` : '') +
    `/Creator${textString(producer)}/Producer${textString(producer)}/CreationDate${date}/ModDate${date}>>`
  );
}

/** An XMP packet (ISO 16684-1) with the claims of conformance and, for PDF/A, the schema that explains pdfuaid. */
export function xmp(metadata: PdfMetadata, language: string, claims: PdfMetadata['conformance']): string {
  const { title, creators, description, rights, publisher, subjects, identifier, producer } = metadata;
  const date = stamp(metadata.date);
  const dc = [
    element('dc:format', 'application/pdf'),
    element('dc:title', alternative(title)),
    creators.length > 0 ? element('dc:creator', list('Seq', creators)) : '',
    element('dc:language', list('Bag', [language])),
    description ? element('dc:description', alternative(description)) : '',
    rights ? element('dc:rights', alternative(rights)) : '',
    publisher ? element('dc:publisher', list('Bag', [publisher])) : '',
    subjects?.length ? element('dc:subject', list('Bag', subjects)) : '',
    identifier ? element('dc:identifier', xmlText(identifier)) : '',
  ];
  const schemas = [
    about('dc', 'http://purl.org/dc/elements/1.1/', dc.join('')),
    about(
      'xmp',
      'http://ns.adobe.com/xap/1.0/',
      element('xmp:CreateDate', date) +
        element('xmp:ModifyDate', date) +
        element('xmp:MetadataDate', date) +
        element('xmp:CreatorTool', xmlText(producer)),
    ),
    about(
      'pdf',
      'http://ns.adobe.com/pdf/1.3/',
      element('pdf:Producer', xmlText(producer)) +
        (subjects?.length ? element('pdf:Keywords', xmlText(subjects.join(', '))) : ''),
    ),
  ];
  const [archival, accessible] = [claims.includes('a-2a'), claims.includes('ua-1')];
  if (archival)
    schemas.push(
      about(
        'pdfaid',
        'http://www.aiim.org/pdfa/ns/id/',
        element('pdfaid:part', '2') + element('pdfaid:conformance', 'A'),
      ),
    );
  if (accessible) schemas.push(about('pdfuaid', PDFUAID, element('pdfuaid:part', '1')));
  if (archival && accessible) schemas.push(EXTENSION);
  return (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n' +
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n' +
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n' +
    `${schemas.join('\n')}\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>`
  );
}

const PDFUAID = 'http://www.aiim.org/pdfua/ns/id/';

/** PDF/A allows a property outside its own list only with a description of it (ISO 19005-2, 6.6.2.3). */
const EXTENSION =
  '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" ' +
  'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">' +
  '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">' +
  '<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>' +
  `<pdfaSchema:namespaceURI>${PDFUAID}</pdfaSchema:namespaceURI>` +
  '<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>' +
  '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">' +
  '<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>' +
  '<pdfaProperty:category>internal</pdfaProperty:category>' +
  '<pdfaProperty:description>part of ISO 14289 that the file conforms to</pdfaProperty:description>' +
  '</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>';

function about(prefix: string, namespace: string, content: string): string {
  return `<rdf:Description rdf:about="" xmlns:${prefix}="${namespace}">${content}</rdf:Description>`;
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function alternative(text: string): string {
  return `<rdf:Alt><rdf:li xml:lang="x-default">${xmlText(text)}</rdf:li></rdf:Alt>`;
}

function list(kind: 'Seq' | 'Bag', items: string[]): string {
  return `<rdf:${kind}>${items.map((item) => element('rdf:li', xmlText(item))).join('')}</rdf:${kind}>`;
}

function xmlText(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** `2026-11-21T00:00:00Z` */
function stamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
