import JSZip from 'jszip';

/** A small EPUB by hand: two chapters, a note, a page list. Each file can be changed before it is packed. */
export function epubFiles(): Map<string, string> {
  const page = (title: string, body: string) =>
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">' +
    `<head><title>${title}</title></head><body>${body}</body></html>`;
  return new Map([
    [
      'META-INF/container.xml',
      '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">' +
        '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    ],
    [
      'OEBPS/content.opf',
      '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">' +
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:x:1</dc:identifier>' +
        '<dc:title>Two Chapters</dc:title><dc:language>en</dc:language><dc:source>print</dc:source>' +
        '<meta property="dcterms:modified">2026-01-02T03:04:05Z</meta></metadata><manifest>' +
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>' +
        '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>' +
        '<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/></manifest>' +
        '<spine><itemref idref="one"/><itemref idref="two"/></spine></package>',
    ],
    [
      'OEBPS/nav.xhtml',
      page(
        'Contents',
        '<nav epub:type="toc"><h1>Contents</h1><ol><li><a href="one.xhtml">Herons</a></li><li><a href="two.xhtml">Otters</a></li></ol></nav>' +
          '<nav epub:type="page-list"><ol><li><a href="one.xhtml#page-1">1</a></li><li><a href="two.xhtml#page-2">2</a></li></ol></nav>',
      ),
    ],
    [
      'OEBPS/one.xhtml',
      page(
        'Herons',
        '<section><h1>Herons</h1><p><span epub:type="pagebreak" role="doc-pagebreak" id="page-1" aria-label="1"></span>' +
          'A heron stood in the reeds<a epub:type="noteref" role="doc-noteref" id="call-1" href="#note-1">1</a> by the mill' +
          ' and waited for the evening to be over, as <em>heron</em>s do.</p>' +
          '<section epub:type="endnotes"><div epub:type="footnote" role="doc-footnote" id="note-1">' +
          '<p><a role="doc-backlink" href="#call-1">1</a> A patient bird.</p></div></section></section>',
      ),
    ],
    [
      'OEBPS/two.xhtml',
      page(
        'Otters',
        '<section><h1>Otters</h1><p><span epub:type="pagebreak" role="doc-pagebreak" id="page-2" aria-label="2"></span>' +
          'An otter came to the <a href="one.xhtml#page-1">same mill</a> in the morning, and left again before noon.</p></section>',
      ),
    ],
  ]);
}

export async function packEpub(files: Map<string, string>): Promise<Uint8Array> {
  const zip = new JSZip();
  zip.file('mimetype', 'application/epub+zip', { compression: 'STORE' });
  for (const [path, content] of files) zip.file(path, content);
  return zip.generateAsync({ type: 'uint8array' });
}
