import { type Dict, isDict, Name, type PdfObject, Ref, Str, Stream } from '../../src/verify/pdf/objects.js';
import { PdfReader } from '../../src/verify/pdf/reader.js';

/** A PDF file taken apart: every object as text, streams inflated, so that a test can damage one thing. */
export class Dissected {
  private readonly objects = new Map<number, { dict: string; stream?: string }>();
  private trailer: string;

  constructor(bytes: Uint8Array) {
    const reader = new PdfReader(Buffer.from(bytes));
    for (const id of reader.ids()) {
      const object = reader.load(id)!;
      if (!(object instanceof Stream)) {
        this.objects.set(id, { dict: write(object) });
        continue;
      }
      if (reader.isName(object.dict.get('Type'), 'ObjStm') || reader.isName(object.dict.get('Type'), 'XRef'))
        continue;
      const image = reader.isName(object.dict.get('Subtype'), 'Image');
      const kept: Dict = new Map([...object.dict].filter(([key]) => key !== 'Length'));
      if (!image) for (const key of ['Filter', 'DecodeParms']) kept.delete(key);
      const stream = (image ? object.raw : reader.data(object)).toString('latin1');
      this.objects.set(id, { dict: write(kept), stream });
    }
    this.trailer = ['Root', 'Info', 'ID'].map((key) => `/${key} ${write(reader.trailer.get(key)!)}`).join('');
  }

  /** Replaces in the first object, stream or trailer that matches; fails where nothing does, or nothing changes. */
  replace(pattern: RegExp | string, replacement: string | ((...match: string[]) => string)): this {
    const change = (text: string) =>
      typeof replacement === 'string'
        ? text.replace(pattern, replacement)
        : text.replace(pattern, replacement);
    for (const object of this.objects.values())
      for (const part of ['dict', 'stream'] as const) {
        const before = object[part];
        if (before === undefined) continue;
        const after = change(before);
        if (after === before) continue;
        object[part] = after;
        return this;
      }
    const after = change(this.trailer);
    if (after === this.trailer) throw new Error(`nothing to damage: ${pattern}`);
    this.trailer = after;
    return this;
  }

  /** The number of the first object whose text matches. */
  find(pattern: RegExp): number {
    for (const [id, object] of this.objects) if (pattern.test(object.dict)) return id;
    throw new Error(`no object matches ${pattern}`);
  }

  add(dict: string, stream?: string): number {
    const id = Math.max(...this.objects.keys()) + 1;
    this.objects.set(id, stream === undefined ? { dict } : { dict, stream });
    return id;
  }

  remove(id: number): this {
    if (!this.objects.delete(id)) throw new Error(`no object ${id}`);
    return this;
  }

  /** A file with a plain table of cross-references. */
  assemble(): Buffer {
    let file = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
    const offsets = new Map<number, number>();
    for (const [id, { dict, stream }] of this.objects) {
      offsets.set(id, file.length);
      const body =
        stream === undefined
          ? dict
          : `${dict.replace(/>>$/, `/Length ${stream.length}>>`)}\nstream\n${stream}\nendstream`;
      file += `${id} 0 obj\n${body}\nendobj\n`;
    }
    const start = file.length;
    const size = Math.max(...offsets.keys()) + 1;
    file += `xref\n0 ${size}\n`;
    for (let id = 0; id < size; id++) {
      const offset = offsets.get(id);
      file +=
        offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
    }
    file += `trailer\n<</Size ${size}${this.trailer}>>\nstartxref\n${start}\n%%EOF\n`;
    return Buffer.from(file, 'latin1');
  }
}

function write(object: PdfObject): string {
  if (object === null) return 'null';
  if (object instanceof Name) return `/${object.value}`;
  if (object instanceof Ref) return `${object.id} ${object.generation} R`;
  if (object instanceof Str) {
    const ascii = /^[\x20-\x7e]*$/.test(object.key);
    return ascii ? `(${object.key.replace(/[\\()]/g, '\\$&')})` : `<${object.bytes.toString('hex')}>`;
  }
  if (Array.isArray(object)) return `[${object.map(write).join(' ')}]`;
  if (isDict(object)) return `<<${[...object].map(([key, value]) => `/${key} ${write(value)}`).join('')}>>`;
  if (object instanceof Stream) throw new Error('a stream in an object');
  return String(object);
}
