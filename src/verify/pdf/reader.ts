import { inflateSync } from 'node:zlib';
import { Lexer } from './lexer.js';
import { type Dict, isDict, Keyword, Name, type PdfObject, PdfSyntaxError, Ref, Stream } from './objects.js';

/** No stream of ours is larger when it is inflated; a bomb would be. */
const LARGEST_STREAM = 1 << 30;

type Place = { offset: number } | { stream: number; index: number };

/**
 * A PDF file that is read strictly: cross-references must be right, nothing is repaired. Written for what is to be
 * checked: unencrypted files of one or several sections, with tables or streams of cross-references.
 */
export class PdfReader {
  /** What is wrong with the file's syntax but does not keep it from being read. */
  readonly problems: string[] = [];
  readonly trailer: Dict;
  readonly version: string;
  private readonly places = new Map<number, Place>();
  private readonly objects = new Map<number, PdfObject>();
  private readonly objectStreams = new Map<number, { ids: number[]; offsets: number[]; lexer: Lexer }>();
  private readonly decoded = new WeakMap<Stream, Buffer>();

  /** @throws PdfSyntaxError where header, cross-references or trailer cannot be read */
  constructor(readonly bytes: Buffer) {
    const header = /^%PDF-(\d\.\d)/.exec(bytes.toString('latin1', 0, 16));
    if (!header) throw new PdfSyntaxError('the file does not begin with %PDF');
    this.version = header[1]!;
    const tail = bytes.toString('latin1', Math.max(0, bytes.length - 1024));
    const start = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail);
    if (!start) throw new PdfSyntaxError('the file does not end with startxref and %%EOF');
    this.trailer = this.sections(Number(start[1]));
    if (this.trailer.has('Encrypt')) throw new PdfSyntaxError('the file is encrypted');
  }

  /** Numbers of all objects in use. */
  ids(): number[] {
    return [...this.places.keys()].sort((a, b) => a - b);
  }

  /** Follows references; a dangling one is null, as PDF has it. */
  resolve(object: PdfObject | undefined): PdfObject {
    let value = object ?? null;
    for (let n = 0; value instanceof Ref; n++) {
      if (n > 20) throw new PdfSyntaxError('references lead in a circle');
      value = this.load(value.id) ?? null;
    }
    return value;
  }

  /** An object by number; undefined where there is none. */
  load(id: number): PdfObject | undefined {
    if (this.objects.has(id)) return this.objects.get(id);
    const place = this.places.get(id);
    if (!place) return undefined;
    // Against circles: a stream whose Length is the stream itself.
    this.objects.set(id, null);
    const object = 'offset' in place ? this.readAt(id, place.offset) : this.readInStream(id, place);
    this.objects.set(id, object);
    return object;
  }

  dict(object: PdfObject | undefined): Dict | undefined {
    const value = this.resolve(object);
    if (value instanceof Stream) return value.dict;
    return isDict(value) ? value : undefined;
  }

  array(object: PdfObject | undefined): PdfObject[] | undefined {
    const value = this.resolve(object);
    return Array.isArray(value) ? value : undefined;
  }

  number(object: PdfObject | undefined): number | undefined {
    const value = this.resolve(object);
    return typeof value === 'number' ? value : undefined;
  }

  name(object: PdfObject | undefined): string | undefined {
    const value = this.resolve(object);
    return value instanceof Name ? value.value : undefined;
  }

  /** Whether a name or an array of names is this one (Filter, S). */
  isName(object: PdfObject | undefined, name: string): boolean {
    return this.name(object) === name;
  }

  /** A stream's data without its filters. Images in JPEG stay as they are. */
  data(stream: Stream): Buffer {
    const known = this.decoded.get(stream);
    if (known) return known;
    let data = stream.raw;
    const filter = this.resolve(stream.dict.get('Filter'));
    const filters = Array.isArray(filter) ? filter : filter === null ? [] : [filter];
    const parameters = this.resolve(stream.dict.get('DecodeParms'));
    filters.forEach((item, i) => {
      const name = this.name(item);
      if (name === 'DCTDecode') return;
      if (name !== 'FlateDecode')
        throw new PdfSyntaxError(`a stream has the filter ${name}, which is not allowed here`);
      try {
        data = inflateSync(data, { maxOutputLength: LARGEST_STREAM });
      } catch (problem) {
        throw new PdfSyntaxError(`a stream cannot be inflated: ${(problem as Error).message}`);
      }
      data = this.unpredict(data, this.dict(Array.isArray(parameters) ? parameters[i] : parameters));
    });
    this.decoded.set(stream, data);
    return data;
  }

  /** Reads all sections of cross-references, newest first; the newest entry for an object holds. */
  private sections(start: number): Dict {
    let newest: Dict | undefined;
    const seen = new Set<number>();
    const free = new Set<number>();
    const pending = [start];
    for (let at = pending.shift(); at !== undefined; at = pending.shift()) {
      if (seen.has(at)) throw new PdfSyntaxError('sections of cross-references lead in a circle');
      seen.add(at);
      const trailer = this.section(at, free);
      newest ??= trailer;
      for (const key of ['XRefStm', 'Prev']) {
        const previous = trailer.get(key);
        if (typeof previous === 'number') pending.push(previous);
      }
    }
    return newest!;
  }

  private section(at: number, free: Set<number>): Dict {
    const lexer = new Lexer(this.bytes, at);
    const add = (id: number, place: Place | undefined) => {
      if (this.places.has(id) || free.has(id)) return;
      if (place) this.places.set(id, place);
      else free.add(id);
    };
    const first = lexer.next();
    if (first instanceof Keyword && first.value === 'xref') return this.table(lexer, add);
    lexer.at = at;
    const stream = this.readIndirect(lexer).object;
    if (!(stream instanceof Stream) || !this.isName(stream.dict.get('Type'), 'XRef'))
      throw new PdfSyntaxError(`there are no cross-references at byte ${at}`);
    const widths = (stream.dict.get('W') as number[]) ?? [];
    const size = stream.dict.get('Size') as number;
    const index = (stream.dict.get('Index') as number[] | undefined) ?? [0, size];
    const data = this.data(stream);
    let position = 0;
    const field = (width: number, otherwise: number) => {
      if (width === 0) return otherwise;
      let value = 0;
      for (let i = 0; i < width; i++) value = value * 256 + (data[position++] ?? 0);
      return value;
    };
    for (let i = 0; i + 1 < index.length; i += 2)
      for (let n = 0; n < index[i + 1]!; n++) {
        if (position >= data.length) throw new PdfSyntaxError('cross-references end too early');
        const [type, second, third] = [
          field(widths[0] ?? 0, 1),
          field(widths[1] ?? 0, 0),
          field(widths[2] ?? 0, 0),
        ];
        const id = index[i]! + n;
        add(id, type === 1 ? { offset: second } : type === 2 ? { stream: second, index: third } : undefined);
      }
    return stream.dict;
  }

  private table(lexer: Lexer, add: (id: number, place: Place | undefined) => void): Dict {
    for (;;) {
      const first = lexer.next();
      if (first instanceof Keyword && first.value === 'trailer') break;
      const count = lexer.next();
      if (typeof first !== 'number' || typeof count !== 'number')
        throw new PdfSyntaxError(`the table of cross-references breaks off at byte ${lexer.at}`);
      for (let n = 0; n < count; n++) {
        const [offset, , kind] = [lexer.next(), lexer.next(), lexer.next()];
        if (typeof offset !== 'number' || !(kind instanceof Keyword))
          throw new PdfSyntaxError(`an entry of the cross-references is broken at byte ${lexer.at}`);
        add(first + n, kind.value === 'n' ? { offset } : undefined);
      }
    }
    const trailer = lexer.object();
    if (!isDict(trailer)) throw new PdfSyntaxError('the trailer is no dictionary');
    return trailer;
  }

  private readAt(id: number, offset: number): PdfObject {
    const found = this.readIndirect(new Lexer(this.bytes, offset));
    if (found.id !== id) throw new PdfSyntaxError(`object ${found.id} stands where object ${id} should`);
    return found.object;
  }

  private readIndirect(lexer: Lexer): { id: number; object: PdfObject } {
    const at = lexer.at;
    const digit = this.bytes[at] ?? 0;
    if (digit < 0x30 || digit > 0x39) throw new PdfSyntaxError(`there is no object at byte ${at}`);
    const [id, generation, keyword] = [lexer.next(), lexer.next(), lexer.next()];
    if (
      typeof id !== 'number' ||
      typeof generation !== 'number' ||
      !(keyword instanceof Keyword) ||
      keyword.value !== 'obj'
    )
      throw new PdfSyntaxError(`there is no object at byte ${at}`);
    const object = lexer.object();
    const end = lexer.next();
    if (end instanceof Keyword && end.value === 'endobj') return { id, object };
    if (!(end instanceof Keyword) || end.value !== 'stream' || !isDict(object))
      throw new PdfSyntaxError(`object ${id} does not end`);
    if (this.bytes[lexer.at] === 13) lexer.at++;
    if (this.bytes[lexer.at] !== 10) throw new PdfSyntaxError(`no line end after “stream” in object ${id}`);
    const start = lexer.at + 1;
    const length = this.number(object.get('Length'));
    if (length === undefined || length < 0 || start + length > this.bytes.length)
      throw new PdfSyntaxError(`the stream ${id} has no usable Length`);
    const after = new Lexer(this.bytes, start + length);
    const endstream = after.next();
    if (!(endstream instanceof Keyword) || endstream.value !== 'endstream')
      throw new PdfSyntaxError(`the Length of stream ${id} is wrong`);
    return { id, object: new Stream(object, this.bytes.subarray(start, start + length)) };
  }

  private readInStream(id: number, place: { stream: number; index: number }): PdfObject {
    let found = this.objectStreams.get(place.stream);
    if (!found) {
      const stream = this.load(place.stream);
      if (!(stream instanceof Stream)) throw new PdfSyntaxError(`object stream ${place.stream} is missing`);
      const lexer = new Lexer(this.data(stream));
      const [ids, offsets] = [[] as number[], [] as number[]];
      const count = this.number(stream.dict.get('N')) ?? 0;
      const first = this.number(stream.dict.get('First')) ?? 0;
      for (let n = 0; n < count; n++) {
        ids.push(lexer.object() as number);
        offsets.push(first + (lexer.object() as number));
      }
      found = { ids, offsets, lexer };
      this.objectStreams.set(place.stream, found);
    }
    if (found.ids[place.index] !== id)
      throw new PdfSyntaxError(`object stream ${place.stream} does not hold object ${id} at ${place.index}`);
    found.lexer.at = found.offsets[place.index]!;
    return found.lexer.object();
  }

  /** PNG predictors, as cross-reference streams use them. */
  private unpredict(data: Buffer, parameters: Dict | undefined): Buffer {
    const predictor = this.number(parameters?.get('Predictor')) ?? 1;
    if (predictor < 10 || !parameters) return data;
    const colors = this.number(parameters.get('Colors')) ?? 1;
    const bits = this.number(parameters.get('BitsPerComponent')) ?? 8;
    const width = Math.ceil(((this.number(parameters.get('Columns')) ?? 1) * colors * bits) / 8);
    const pixel = Math.max(1, Math.ceil((colors * bits) / 8));
    const rows = Math.floor(data.length / (width + 1));
    const out = Buffer.alloc(rows * width);
    for (let r = 0; r < rows; r++) {
      const kind = data[r * (width + 1)]!;
      for (let i = 0; i < width; i++) {
        const at = r * width + i;
        const left = i >= pixel ? out[at - pixel]! : 0;
        const up = r > 0 ? out[at - width]! : 0;
        const corner = i >= pixel && r > 0 ? out[at - width - pixel]! : 0;
        const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind];
        if (guess === undefined) throw new PdfSyntaxError(`there is no PNG filter ${kind}`);
        out[at] = data[r * (width + 1) + 1 + i]! + guess;
      }
    }
    return out;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
