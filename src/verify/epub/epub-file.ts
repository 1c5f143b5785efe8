import { posix } from 'node:path';
import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import JSZip from 'jszip';
import { elementsOf } from './xhtml.js';

/** A content document of an EPUB. */
export interface EpubDocument {
  /** Its path in the container. */
  path: string;
  root: XmlElement;
}

/** An EPUB, opened. */
export interface EpubFile {
  /** All XHTML documents of the manifest, and those of the spine in reading order. */
  documents: Map<string, EpubDocument>;
  spine: EpubDocument[];
  navigation: EpubDocument | undefined;
}

/** @throws Error where the container, the package or a document cannot be read */
export async function openEpub(bytes: Uint8Array): Promise<EpubFile> {
  const zip = await JSZip.loadAsync(bytes);
  const read = async (path: string): Promise<XmlElement> => {
    const file = zip.file(path);
    if (!file) throw new Error(`${path} is missing`);
    const { root } = parseXml(await file.async('string'), { preserveDocumentType: false });
    if (!root) throw new Error(`${path} is empty`);
    return root;
  };
  const container = await read('META-INF/container.xml');
  const rootFile = [...elementsOf(container)].find(({ name }) => name === 'rootfile')?.attributes[
    'full-path'
  ];
  if (!rootFile) throw new Error('the container names no package');
  const opf = await read(rootFile);
  const documents = new Map<string, EpubDocument>();
  const byId = new Map<string, EpubDocument>();
  let navigation: EpubDocument | undefined;
  for (const item of elementsOf(opf)) {
    if (item.name !== 'item' || item.attributes['media-type'] !== 'application/xhtml+xml') continue;
    const path = posix.join(posix.dirname(rootFile), decodeURIComponent(item.attributes.href ?? ''));
    const document = { path, root: await read(path) };
    documents.set(path, document);
    byId.set(item.attributes.id ?? '', document);
    if (item.attributes.properties?.split(/\s+/).includes('nav')) navigation = document;
  }
  const spine = [...elementsOf(opf)].flatMap((item) =>
    item.name === 'itemref' ? (byId.get(item.attributes.idref ?? '') ?? []) : [],
  );
  return { documents, spine, navigation };
}
