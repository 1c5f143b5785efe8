import { Lexer } from './lexer.js';
import { Keyword, type PdfObject, Str, utf16 } from './objects.js';

/** A ToUnicode CMap (ISO 32000-1, 9.10.3): character codes to text. */
export class UnicodeMap {
  private readonly texts = new Map<number, string>();

  /** @throws PdfSyntaxError where it cannot be read */
  constructor(data: Buffer) {
    const lexer = new Lexer(data, 0, false);
    let operands: PdfObject[] = [];
    for (let token = lexer.next(); token !== undefined; token = lexer.next()) {
      if (!(token instanceof Keyword)) {
        operands.push(token);
        continue;
      }
      if (token.value === 'endbfchar') this.characters(operands);
      if (token.value === 'endbfrange') this.ranges(operands);
      operands = [];
    }
  }

  get(code: number): string | undefined {
    return this.texts.get(code);
  }

  private characters(operands: PdfObject[]): void {
    for (let i = 0; i + 1 < operands.length; i += 2) {
      const [code, text] = [operands[i], operands[i + 1]];
      if (code instanceof Str && text instanceof Str) this.texts.set(codeOf(code), utf16(text.bytes));
    }
  }

  private ranges(operands: PdfObject[]): void {
    for (let i = 0; i + 2 < operands.length; i += 3) {
      const [low, high, target] = [operands[i], operands[i + 1], operands[i + 2]];
      if (!(low instanceof Str) || !(high instanceof Str)) continue;
      const [first, last] = [codeOf(low), Math.min(codeOf(high), 0xffff)];
      for (let code = first; code <= last; code++) {
        if (Array.isArray(target)) {
          const text = target[code - first];
          if (text instanceof Str) this.texts.set(code, utf16(text.bytes));
        } else if (target instanceof Str) {
          const units = utf16(target.bytes);
          const final = units.charCodeAt(units.length - 1) + code - first;
          this.texts.set(code, units.slice(0, -1) + String.fromCharCode(final));
        }
      }
    }
  }
}

function codeOf(code: Str): number {
  return code.bytes.reduce((value, byte) => value * 256 + byte, 0);
}
