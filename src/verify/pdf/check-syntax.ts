import type { Report } from '../report.js';
import { isDict, type PdfObject, PdfSyntaxError, Ref, Stream } from './objects.js';
import type { PdfReader } from './reader.js';

/** Reads every object, inflates every stream and follows every reference. */
export function checkSyntax(reader: PdfReader, report: Report): void {
  const ids = new Set(reader.ids());
  const follow = (object: PdfObject, where: string) => {
    if (object instanceof Ref) {
      if (!ids.has(object.id))
        report.fail('pdf-syntax', `${where} refers to object ${object.id}, which does not exist`);
    } else if (Array.isArray(object)) for (const item of object) follow(item, where);
    else if (isDict(object)) for (const item of object.values()) follow(item, where);
    else if (object instanceof Stream) for (const item of object.dict.values()) follow(item, where);
  };
  for (const id of ids) {
    report.look('pdf-syntax');
    try {
      const object = reader.load(id) ?? null;
      follow(object, `object ${id}`);
      if (object instanceof Stream) reader.data(object);
    } catch (problem) {
      if (!(problem instanceof PdfSyntaxError)) throw problem;
      report.fail('pdf-syntax', `object ${id}: ${problem.message}`);
    }
  }
  follow(reader.trailer, 'the trailer');
  if (reader.array(reader.trailer.get('ID'))?.length !== 2)
    report.fail('pdf-syntax', 'the trailer has no ID');
}
