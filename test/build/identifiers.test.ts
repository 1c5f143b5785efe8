import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../src/build.js';
import { writeProject } from '../support/project.js';
import { all, unpack } from '../support/unpack.js';
import { SAMPLE } from './sample.js';

const OWN = 'urn:uuid:00000000-0000-4000-8000-000000000001';

test('EPUB and PDF of an edition say the same identifier, by which the page list names the print', async () => {
  const project = await writeProject({
    ...SAMPLE,
    'annotations.yml': SAMPLE['annotations.yml']!.replace(
      /editions:.*/s,
      `editions:\n  first:\n  second:\n  third: { identifier: ${OWN} }\n`,
    ),
  });
  const { status, editions } = await build({ project });
  expect(status).toBe('done');
  const found = new Set<string>();
  for (const { name } of editions) {
    const { xml } = await unpack(await readFile(join(project, 'out', `${name}.epub`)));
    const identifier = all(xml('content.opf'), 'dc:identifier')[0]!.text;
    const source = all(xml('content.opf'), 'meta').find((m) => m.attributes.property === 'pageBreakSource');
    expect(source!.text).toBe(identifier);
    expect(all(xml('toc.ncx'), 'meta')[0]!.attributes.content).toBe(identifier);
    expect(xml('imprint.xhtml').text).toContain(identifier);
    const pdf = await readFile(join(project, 'out', `${name}.pdf`), 'latin1');
    expect(/<dc:identifier>([^<]*)</.exec(pdf)![1]).toBe(identifier);
    found.add(identifier);
  }
  expect(found.size).toBe(3);
  expect(found).toContain(OWN);
});
