import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';
import JSZip from 'jszip';

/** An EPUB taken apart. */
export interface Unpacked {
  /** Names in the order in which they are stored. */
  names: string[];
  /** The text of a file in OEBPS. */
  text(name: string): string;
  /** A file of OEBPS as XML; it must be well formed. */
  xml(name: string): XmlElement;
  zip: JSZip;
}

export async function unpack(epub: Uint8Array): Promise<Unpacked> {
  const zip = await JSZip.loadAsync(epub);
  const names = Object.keys(zip.files);
  const texts = new Map<string, string>();
  for (const name of names)
    if (/\.(xhtml|opf|ncx|css|xml)$/.test(name)) texts.set(name, await zip.files[name]!.async('string'));
  const text = (name: string) => {
    const found = texts.get(`OEBPS/${name}`);
    if (found === undefined) throw new Error(`There is no ${name} in ${names.join(', ')}`);
    return found;
  };
  return { names, text, xml: (name) => parseXml(text(name)).root!, zip };
}

/** Every element below another, itself first, that passes a test; by name where the test is one. */
export function all(element: XmlElement, test: string | ((element: XmlElement) => boolean)): XmlElement[] {
  const passes = typeof test === 'string' ? (each: XmlElement) => each.name === test : test;
  const below = element.children.flatMap((child) => (child instanceof XmlElement ? all(child, test) : []));
  return passes(element) ? [element, ...below] : below;
}

/** The text before an element in its document. */
export function textBefore(root: XmlElement, id: string): string {
  let text = '';
  const walk = (element: XmlElement): boolean =>
    element.attributes.id === id ||
    element.children.some((child) => {
      if (child instanceof XmlText) text += child.text;
      return child instanceof XmlElement && walk(child);
    });
  walk(root);
  return text;
}
