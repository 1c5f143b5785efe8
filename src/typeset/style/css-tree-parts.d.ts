/** The parts of css-tree that are loaded: the whole package brings a lexer and its data, which cost start-up time. */
declare module 'css-tree/parser' {
  import type { parse } from 'css-tree';

  const parser: typeof parse;
  export default parser;
}

declare module 'css-tree/tokenizer' {
  /** Calls back for every token: its type and where it stands, in UTF-16 offsets. */
  export function tokenize(text: string, onToken: (type: number, start: number, end: number) => void): void;
  const FunctionToken: number;
  const StringToken: number;

  export { FunctionToken as Function, StringToken as String };
  export const Ident: number;
  export const WhiteSpace: number;
  export const Comment: number;
  export const Comma: number;
  export const LeftSquareBracket: number;
  export const RightSquareBracket: number;
  export const LeftParenthesis: number;
  export const RightParenthesis: number;
}
