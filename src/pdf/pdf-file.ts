import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate, deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { isTelling, profileOfJpeg } from './color-profile.js';
import { DEFLATE } from './deflate.js';
import type { Kit, KitFont, KitJpeg, KitReference } from './pdfkit-internals.js';
import { type ObjectNumber, reference } from './syntax.js';

/** Objects in one object stream, some tens of kilobytes. A reader must inflate them all to see one. */
const OBJECTS_A_STREAM = 1000;
const deflateBeside = promisify<Uint8Array, { level: number }, Buffer>(deflate);
/** Small writes are gathered into pieces of this many bytes: a file is a few dozen buffers, not a million. */
const PIECE = 1 << 20;

/**
 * A PDF file being written, from front to back, in memory. PDFKit gives fonts, JPEG images and their objects; every
 * other object is written here as text, small ones into object streams, because a PDFKit reference for each of some
 * hundred thousand structure elements takes more time and memory than the drawing of all pages.
 */
export class PdfFile {
  private made: Kit | undefined;
  private readonly pieces: Buffer[] = [];
  private piece = Buffer.allocUnsafe(PIECE);
  private used = 0;
  private flushed = 0;
  /** As long as there are objects; what is in it is PDFKit's. */
  private readonly offsets: (number | null)[] = [];
  /** By object number − 1: offset in the file, or where in which object stream, or nothing (never written). */
  private readonly places: (number | { stream: ObjectNumber; index: number } | undefined)[] = [];
  private waiting: { id: ObjectNumber; body: string }[] = [];
  /** Object streams, which are deflated beside the writing of others, and stand at the end of the file. */
  private readonly objectStreams: { id: ObjectNumber; entries: string; data: Promise<Buffer> }[] = [];

  /** Colour profiles, by their hashes. */
  private readonly profiles = new Map<string, ObjectNumber>();

  constructor(private readonly producer: string) {
    this.write('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n');
  }

  /** PDFKit, which is only loaded where there is something new for it to do. */
  private get kit(): Kit {
    this.made ??= this.makeKit();
    return this.made;
  }

  private makeKit(): Kit {
    const kit = newKit(this.producer);
    // What PDFKit has begun (a catalog, page tree, names, outline) is dropped; numbering goes on with ours.
    kit._offsets = this.offsets;
    Object.defineProperty(kit, '_offset', { get: () => this.offset });
    kit._write = (data) => {
      if (typeof data === 'string') this.write(`${data}\n`);
      else this.bytes(data);
    };
    kit._refEnd = (reference) => {
      this.places[reference.id - 1] = reference.offset;
    };
    return kit;
  }

  /** A number for an object that is written later; the first of `count` that follow each other. */
  allocate(count = 1): ObjectNumber {
    const first = this.offsets.length + 1;
    for (let n = 0; n < count; n++) this.offsets.push(null);
    return first;
  }

  /** Writes an object that is not a stream. */
  object(body: string, id = this.allocate()): ObjectNumber {
    this.waiting.push({ id, body });
    if (this.waiting.length === OBJECTS_A_STREAM) this.endObjectStream();
    return id;
  }

  /** Writes a stream. `entries` are those of its dictionary besides Length and Filter. */
  stream(
    entries: string,
    data: Uint8Array | string,
    options: { id?: ObjectNumber; filter?: 'deflate' | 'deflated' | 'none' } = {},
  ): ObjectNumber {
    const { id = this.allocate(), filter = 'deflate' } = options;
    let bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
    if (filter === 'deflate') bytes = deflateSync(bytes, DEFLATE);
    this.places[id - 1] = this.offset;
    const filtered = filter === 'none' ? '' : '/Filter/FlateDecode';
    this.write(`${id} 0 obj\n<<${entries}${filtered}/Length ${bytes.length}>>\nstream\n`);
    this.bytes(bytes);
    this.write('\nendstream\nendobj\n');
    return id;
  }

  /** A font for embedding: fontkit reads it, and makes the subset. Throws where it cannot. */
  font(key: string, bytes: Uint8Array): KitFont {
    this.kit.registerFont(key, bytes as Buffer);
    this.kit.font(key);
    return this.kit._font;
  }

  /** Embeds a JPEG as it is. Throws where it is not one. `deviceSpace` are its colours where no profile tells them. */
  jpeg(bytes: Uint8Array): { id: ObjectNumber; deviceSpace?: KitJpeg['colorSpace'] } {
    const image = readJpeg(bytes, this.kit);
    const { colorSpace, width, height } = image;
    const profile = profileOfJpeg(bytes);
    if (!profile || !colorSpace || !isTelling(profile, colorSpace)) {
      image.embed(this.kit);
      return { id: (image.obj as KitReference).id, deviceSpace: colorSpace };
    }
    const entries =
      `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8/Filter/DCTDecode` +
      `/ColorSpace[/ICCBased ${reference(this.profile(profile, colorSpace))}]` +
      // As PDFKit has it: programs write CMYK inverted.
      (colorSpace === 'DeviceCMYK' ? '/Decode[1 0 1 0 1 0 1 0]' : '');
    return { id: this.stream(entries, bytes, { filter: 'none' }) };
  }

  /** A colour profile, which images share. */
  private profile(bytes: Uint8Array, space: keyof typeof COMPONENTS): ObjectNumber {
    const key = createHash('sha256').update(bytes).digest('hex');
    const known = this.profiles.get(key);
    if (known !== undefined) return known;
    const id = this.stream(`/N ${COMPONENTS[space]}`, bytes);
    this.profiles.set(key, id);
    return id;
  }

  /**
   * Writes cross-references and trailer and gives the whole file. Its identifier is a hash of all that was written,
   * so that the same content always gives the same bytes.
   */
  async finish(root: ObjectNumber, info: ObjectNumber): Promise<Uint8Array> {
    this.endObjectStream();
    for (const { id, entries, data } of this.objectStreams)
      this.stream(entries, await data, { id, filter: 'deflated' });
    const identifier = this.hash();
    const id = this.allocate();
    const start = this.offset;
    this.places[id - 1] = start;
    const size = this.offsets.length + 1;
    // Each row: type (1 byte), offset or stream (4), index (2), as differences to the row above (PNG predictor Up).
    const width = 7;
    const rows = Buffer.alloc(size * width);
    for (let n = 1; n < size; n++) {
      const place = this.places[n - 1];
      if (place === undefined) continue;
      const at = n * width;
      if (typeof place === 'number') {
        rows[at] = 1;
        rows.writeUInt32BE(place, at + 1);
      } else {
        rows[at] = 2;
        rows.writeUInt32BE(place.stream, at + 1);
        rows.writeUInt16BE(place.index, at + 5);
      }
    }
    rows.writeUInt16BE(0xffff, 5);
    const predicted = Buffer.alloc(size * (width + 1));
    for (let n = 0; n < size; n++) {
      predicted[n * (width + 1)] = 2;
      for (let i = 0; i < width; i++)
        predicted[n * (width + 1) + 1 + i] = rows[n * width + i]! - (n ? rows[(n - 1) * width + i]! : 0);
    }
    const data = deflateSync(predicted, DEFLATE);
    this.write(
      `${id} 0 obj\n<</Type/XRef/Size ${size}/W[1 4 2]/Root ${root} 0 R/Info ${info} 0 R/ID[<${identifier}><${identifier}>]` +
        `/DecodeParms<</Predictor 12/Columns ${width}>>/Filter/FlateDecode/Length ${data.length}>>\nstream\n`,
    );
    this.bytes(data);
    this.write(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`);
    return Buffer.concat([...this.pieces, this.piece.subarray(0, this.used)]);
  }

  private get offset(): number {
    return this.flushed + this.used;
  }

  private endObjectStream(): void {
    if (this.waiting.length === 0) return;
    const objects = this.waiting;
    this.waiting = [];
    const stream = this.allocate();
    let index = '';
    let at = 0;
    objects.forEach(({ id, body }, i) => {
      this.places[id - 1] = { stream, index: i };
      index += `${id} ${at} `;
      at += body.length + 1;
    });
    const bodies = objects.map((o) => o.body).join('\n');
    this.objectStreams.push({
      id: stream,
      entries: `/Type/ObjStm/N ${objects.length}/First ${index.length}`,
      data: deflateBeside(Buffer.from(`${index}${bodies}\n`, 'latin1'), DEFLATE),
    });
  }

  /** Adds text whose characters are bytes. */
  private write(text: string): void {
    this.bytes(Buffer.from(text, 'latin1'));
  }

  private bytes(data: Uint8Array): void {
    if (data.length > PIECE - this.used) {
      this.pieces.push(this.piece.subarray(0, this.used));
      this.flushed += this.used;
      this.used = 0;
      this.piece = Buffer.allocUnsafe(PIECE);
      if (data.length > PIECE) {
        this.pieces.push(Buffer.from(data));
        this.flushed += data.length;
        return;
      }
    }
    this.piece.set(data, this.used);
    this.used += data.length;
  }

  private hash(): string {
    const hash = createHash('sha256');
    for (const piece of this.pieces) hash.update(piece);
    hash.update(this.piece.subarray(0, this.used));
    return hash.digest('hex').slice(0, 32);
  }
}

function newKit(producer: string): Kit {
  return new PDFDocument({
    autoFirstPage: false,
    pdfVersion: '1.7',
    font: null as unknown as string,
    info: { Producer: producer, CreationDate: new Date(0) },
  }) as unknown as Kit;
}

const COMPONENTS = { DeviceGray: 1, DeviceRGB: 3, DeviceCMYK: 4 };

/** The head of a JPEG. Throws where it is none that a PDF can hold. */
function readJpeg(bytes: Uint8Array, kit: Kit): KitJpeg {
  const image = kit.openImage(bytes as Buffer);
  const { bits, colorSpace, width, height } = image;
  if (bits !== 8 || !colorSpace || !(width > 0 && height > 0)) throw new Error('no JPEG that a PDF can hold');
  return image;
}
