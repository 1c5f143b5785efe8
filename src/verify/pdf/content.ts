import type { Report } from '../report.js';
import { type PdfFont, PdfFonts } from './font.js';
import { Lexer } from './lexer.js';
import { type Dict, isDict, Keyword, Name, type PdfObject, PdfSyntaxError, Str, Stream } from './objects.js';
import type { PdfReader } from './reader.js';

/** Forms in forms, deeper than any real file has them. */
const DEEPEST_FORM = 12;

/** Operators and the kinds of their operands (ISO 32000-1, Annex A): n number, s string, a array, N name, d dictionary or name. */
const OPERATORS: Record<string, string> = {
  ...{ q: '', Q: '', cm: 'nnnnnn', w: 'n', J: 'n', j: 'n', M: 'n', d: 'an', ri: 'N', i: 'n', gs: 'N' },
  ...{ m: 'nn', l: 'nn', c: 'nnnnnn', v: 'nnnn', y: 'nnnn', h: '', re: 'nnnn' },
  ...{ S: '', s: '', f: '', F: '', 'f*': '', B: '', 'B*': '', b: '', 'b*': '', n: '', W: '', 'W*': '' },
  ...{ BT: '', ET: '', Tc: 'n', Tw: 'n', Tz: 'n', TL: 'n', Tf: 'Nn', Tr: 'n', Ts: 'n' },
  ...{ Td: 'nn', TD: 'nn', Tm: 'nnnnnn', 'T*': '', Tj: 's', TJ: 'a', "'": 's', '"': 'nns' },
  ...{
    CS: 'N',
    cs: 'N',
    SC: '*',
    SCN: '*',
    sc: '*',
    scn: '*',
    G: 'n',
    g: 'n',
    RG: 'nnn',
    rg: 'nnn',
    K: 'nnnn',
    k: 'nnnn',
  },
  ...{ sh: 'N', Do: 'N', MP: 'N', DP: 'Nd', BMC: 'N', BDC: 'Nd', EMC: '' },
};
const PAINTING = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'sh', 'Do', 'Tj', 'TJ', "'", '"']);
const ARTIFACT_TYPES = new Set(['Pagination', 'Layout', 'Page', 'Background']);

/** A page's marked contents: the text of each MCID, in the order of drawing. */
export interface PageContent {
  texts: Map<number, string>;
  /** The tag that each MCID's content is opened with. */
  tags: Map<number, string>;
}

interface Mark {
  tag: string;
  mcid: number | undefined;
  artifact: boolean;
  /** Replaces the text of what it holds. */
  actualText: string | undefined;
}

/** Reads content streams: what is painted, how it is marked, and the text of it. */
export class ContentReader {
  readonly fonts: PdfFonts;
  /** Device colour spaces that are used, with a place where. */
  readonly colours = new Map<string, string>();

  constructor(
    private readonly reader: PdfReader,
    private readonly report: Report,
  ) {
    this.fonts = new PdfFonts(reader);
  }

  page(page: Dict, where: string): PageContent {
    const content: PageContent = { texts: new Map(), tags: new Map() };
    const contents = this.reader.resolve(page.get('Contents'));
    const streams = (Array.isArray(contents) ? contents : [contents]).map((item) =>
      this.reader.resolve(item),
    );
    const parts: Buffer[] = [];
    for (const stream of streams)
      if (stream instanceof Stream) parts.push(this.reader.data(stream), Buffer.from('\n'));
    const run = new ContentRun(this.reader, this.report, this, content, where);
    run.run(Buffer.concat(parts), this.reader.dict(page.get('Resources')), 0);
    run.end();
    return content;
  }
}

/** How many q may stand one in another (ISO 19005-2, 6.1.13). */
const DEEPEST = 28;
/** Rendering intents (6.2.6). */
const INTENTS = new Set(['RelativeColorimetric', 'AbsoluteColorimetric', 'Perceptual', 'Saturation']);

class ContentRun {
  private readonly marks: Mark[] = [];
  private font: PdfFont | undefined;
  private inText = false;
  private readonly saved: (PdfFont | undefined)[] = [];
  private failed = false;

  constructor(
    private readonly reader: PdfReader,
    private readonly report: Report,
    private readonly owner: ContentReader,
    private readonly content: PageContent,
    private readonly where: string,
  ) {}

  run(data: Buffer, resources: Dict | undefined, depth: number): void {
    const lexer = new Lexer(data, 0, false);
    let operands: PdfObject[] = [];
    const balance = this.saved.length;
    try {
      for (let token = lexer.next(); token !== undefined; token = lexer.next()) {
        if (!(token instanceof Keyword)) {
          operands.push(token);
          continue;
        }
        if (token.value === 'BI') this.inlineImage(lexer);
        else this.operator(token.value, operands, resources, depth);
        operands = [];
      }
    } catch (problem) {
      if (!(problem instanceof PdfSyntaxError)) throw problem;
      this.fault(problem.message);
    }
    if (operands.length > 0) this.fault('operands without an operator at the end');
    if (this.saved.length !== balance) this.fault('q and Q are not balanced');
  }

  end(): void {
    if (this.marks.length > 0) this.fault('marked content is not closed');
    if (this.inText) this.fault('a text object is not closed');
    this.report.look('pdf-content');
  }

  private operator(name: string, operands: PdfObject[], resources: Dict | undefined, depth: number): void {
    const kinds = OPERATORS[name];
    if (kinds === undefined || !Object.hasOwn(OPERATORS, name)) {
      this.fault(`the operator “${name}” is unknown`);
      return;
    }
    if (!matches(kinds, operands)) {
      this.fault(`${name} has wrong operands`);
      return;
    }
    if (PAINTING.has(name)) this.painting(name);
    switch (name) {
      case 'q':
        this.saved.push(this.font);
        if (this.saved.length > DEEPEST)
          this.report.fail('limits', `${this.where}: more than ${DEEPEST} q stand one in another`);
        break;
      case 'ri':
        if (!INTENTS.has((operands[0] as Name).value))
          this.fault(`ri has the intent ${(operands[0] as Name).value}`);
        break;
      case 'Q':
        if (this.saved.length === 0) this.fault('Q without q');
        this.font = this.saved.pop();
        break;
      case 'BT':
        if (this.inText) this.fault('a text object in a text object');
        this.inText = true;
        break;
      case 'ET':
        if (!this.inText) this.fault('ET without BT');
        this.inText = false;
        break;
      case 'Tf':
        this.font = this.owner.fonts.get(this.resource(resources, 'Font', operands[0]!));
        if (!this.font) this.fault('a font is not in the resources');
        break;
      case 'Tj':
      case "'":
        this.show(operands[0] as Str);
        break;
      case '"':
        this.show(operands[2] as Str);
        break;
      case 'TJ':
        for (const item of operands[0] as PdfObject[]) {
          if (item instanceof Str) this.show(item);
          else if (typeof item !== 'number') this.fault('a TJ array holds neither string nor number');
        }
        break;
      case 'BMC':
      case 'BDC':
        this.open(operands, resources);
        break;
      case 'EMC':
        if (this.marks.length === 0) this.fault('EMC without BMC or BDC');
        this.marks.pop();
        break;
      case 'Do':
        this.external(this.resource(resources, 'XObject', operands[0]!), depth);
        break;
      case 'k':
      case 'K':
        this.owner.colours.set('DeviceCMYK', this.where);
        break;
      case 'rg':
      case 'RG':
        this.owner.colours.set('DeviceRGB', this.where);
        break;
      case 'g':
      case 'G':
        this.owner.colours.set('DeviceGray', this.where);
        break;
    }
  }

  private painting(name: string): void {
    const tagged = this.marks.some((mark) => mark.mcid !== undefined);
    const artifact = this.marks.some((mark) => mark.artifact);
    this.report.expect('content-marked', tagged !== artifact, () =>
      tagged
        ? `${this.where}: ${name} is both tagged and an artifact`
        : `${this.where}: ${name} is neither tagged nor an artifact`,
    );
    const text = name.startsWith('T') || name === "'" || name === '"';
    if (text && !this.inText) this.fault(`${name} outside a text object`);
    if (!text && this.inText) this.fault(`${name} inside a text object`);
  }

  private open([tagName, properties]: PdfObject[], resources: Dict | undefined): void {
    const tag = (tagName as Name).value;
    const dict =
      properties instanceof Name
        ? this.reader.dict(this.resource(resources, 'Properties', properties))
        : isDict(properties)
          ? properties
          : undefined;
    const mcid = this.reader.number(dict?.get('MCID'));
    const actual = dict?.get('ActualText');
    const artifact = tag === 'Artifact';
    if (artifact) this.artifact(dict);
    if (mcid !== undefined) {
      const once = !this.content.texts.has(mcid);
      this.report.expect('mcid-unique', once, () => `${this.where}: MCID ${mcid} stands twice`);
      if (this.marks.some((mark) => mark.mcid !== undefined))
        this.report.fail('content-marked', `${this.where}: MCID ${mcid} stands in another`);
      if (once) {
        this.content.texts.set(mcid, '');
        this.content.tags.set(mcid, tag);
      }
    }
    const actualText = actual instanceof Str ? actual.text : undefined;
    const inActual = this.marks.some((mark) => mark.actualText !== undefined);
    this.marks.push({ tag, mcid, artifact, actualText });
    if (actualText !== undefined && !inActual) this.add(actualText);
  }

  private artifact(dict: Dict | undefined): void {
    const type = this.reader.name(dict?.get('Type'));
    const problem = () => {
      if (type === undefined) return 'has no type';
      if (!ARTIFACT_TYPES.has(type)) return `has the unknown type ${type}`;
      if (type === 'Background' && this.reader.array(dict?.get('BBox'))?.length !== 4)
        return 'is a background without box';
      const subtype = this.reader.name(dict?.get('Subtype'));
      if (subtype !== undefined && !['Header', 'Footer', 'Watermark'].includes(subtype))
        return `has the unknown subtype ${subtype}`;
      return undefined;
    };
    const found = problem();
    this.report.expect('artifact-type', found === undefined, () => `${this.where}: an artifact ${found}`);
  }

  private show(string: Str): void {
    const { font } = this;
    if (!font) {
      this.fault('text is shown without a font');
      return;
    }
    const bare = !this.marks.some((mark) => mark.actualText !== undefined);
    let text = '';
    for (const code of font.codes(string.bytes)) {
      font.shown.add(code);
      if (!bare) continue;
      font.shownBare.add(code);
      text += font.unicode?.get(code) ?? '\ufffd';
    }
    if (bare) this.add(text);
  }

  private add(text: string): void {
    const mark = this.marks.findLast(({ mcid }) => mcid !== undefined);
    if (mark?.mcid === undefined || this.marks.some(({ artifact }) => artifact)) return;
    this.content.texts.set(mark.mcid, this.content.texts.get(mark.mcid)! + text);
  }

  private external(object: PdfObject | undefined, depth: number): void {
    const stream = this.reader.resolve(object);
    if (!(stream instanceof Stream)) {
      this.fault('an image or form is not in the resources');
      return;
    }
    if (this.reader.isName(stream.dict.get('Subtype'), 'Image')) {
      this.image(stream);
      return;
    }
    if (depth > DEEPEST_FORM) {
      this.fault('forms are nested too deeply');
      return;
    }
    this.run(this.reader.data(stream), this.reader.dict(stream.dict.get('Resources')), depth + 1);
  }

  private image(stream: Stream): void {
    const space = this.reader.resolve(stream.dict.get('ColorSpace'));
    const base = Array.isArray(space) && this.reader.isName(space[0], 'Indexed') ? space[1] : space;
    const name = this.reader.name(base ?? undefined);
    if (name?.startsWith('Device')) this.owner.colours.set(name, `${this.where}, an image`);
    const mask = this.reader.resolve(stream.dict.get('SMask'));
    if (mask instanceof Stream) this.image(mask);
  }

  /** Skips an inline image: its data end with EI between white space. */
  private inlineImage(lexer: Lexer): void {
    this.painting('BI');
    const end = /[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)/.exec(lexer.bytes.toString('latin1', lexer.at));
    if (!end) throw new PdfSyntaxError('an inline image does not end');
    lexer.at += end.index + 3;
  }

  private resource(resources: Dict | undefined, kind: string, name: PdfObject): PdfObject | undefined {
    return this.reader.dict(resources?.get(kind))?.get((name as Name).value);
  }

  private fault(message: string): void {
    // One fault a page is enough: most others follow from it.
    if (!this.failed) this.report.fail('pdf-content', `${this.where}: ${message}`);
    this.failed = true;
  }
}

function matches(kinds: string, operands: readonly PdfObject[]): boolean {
  if (kinds === '*')
    return operands.every((operand) => typeof operand === 'number' || operand instanceof Name);
  if (operands.length !== kinds.length) return false;
  return operands.every((operand, i) => {
    switch (kinds[i]) {
      case 'n':
        return typeof operand === 'number';
      case 's':
        return operand instanceof Str;
      case 'a':
        return Array.isArray(operand);
      case 'N':
        return operand instanceof Name;
      default:
        return operand instanceof Name || isDict(operand);
    }
  });
}
