import { describe, expect, test } from 'vitest';
import { conform, isSlot, type Node } from '../../src/pdf/conform.js';
import { Continuity } from '../../src/pdf/continuity.js';
import type { StructureElement, StructureType } from '../../src/typeset/layout.js';
import type { LinkTarget } from '../../src/typeset/text/line.js';

/**
 * Trees in one line: `L(LI(Lbl(x) LBody(x)))`. `x` is content, `-` a slot that nothing was drawn for; `TD*2` spans two columns, `TD/2`
 * two rows; `Note#a` has an id; `@` a link that leads somewhere, `!` one that does not.
 */
function parse(text: string): StructureElement {
  let at = 0;
  let slots = 0;
  const list = (): StructureElement['kids'] => {
    const kids: StructureElement['kids'] = [];
    while (at < text.length && text[at] !== ')') {
      if (text[at] === ' ') at++;
      else kids.push(item());
    }
    return kids;
  };
  const item = (): StructureElement['kids'][number] => {
    const token = /^(x|-)(?![A-Za-z])|^([A-Z]\w*)((?:[*/]\d)*)(?:#(\w+))?([@!])?/.exec(text.slice(at));
    if (!token) throw new Error(`what is ${text.slice(at)}?`);
    at += token[0].length;
    const [, content, type, spans = '', id, link] = token;
    if (content) return { kind: 'slot', id: content === 'x' ? slots++ : 1000 + slots++ };
    const element: StructureElement = { kind: 'element', type: type as StructureType, kids: [] };
    for (const [, sign, count] of spans.matchAll(/([*/])(\d)/g))
      element.attributes = { ...element.attributes, [sign === '*' ? 'colSpan' : 'rowSpan']: Number(count) };
    if (id) element.id = id;
    if (link) element.link = { id: 0, contents: 'link', dest: link === '@' ? 'alive' : 'dead' };
    if (text[at] === '(') {
      at++;
      element.kids = list();
      at++;
    }
    return element;
  };
  return { kind: 'element', type: 'Document', kids: list() };
}

function show(node: Node, file = new Continuity()): string {
  const { attributes = {}, id, kids } = node;
  const type = file.type(node.type);
  const unique = node.type === 'Note' ? file.note(id!) : id;
  const spans = `${attributes.colSpan ? `*${attributes.colSpan}` : ''}${attributes.rowSpan ? `/${attributes.rowSpan}` : ''}`;
  const inner = kids.map((kid) => (isSlot(kid) ? 'x' : show(kid, file))).join(' ');
  return `${type}${spans}${unique ? `#${unique}` : ''}${node.link ? '@' : ''}${inner ? `(${inner})` : ''}`;
}

/** What stands in the file. */
function conformed(text: string): string {
  const drawn = ({ id }: { id: number }) => id < 1000;
  const linked = (link: LinkTarget) => 'dest' in link && link.dest === 'alive';
  const file = new Continuity();
  return conform(parse(text), drawn, linked)
    .kids.map((kid) => (isSlot(kid) ? 'x' : show(kid, file)))
    .join(' ');
}

describe('a structure that is right stays as it is', () => {
  test.each([
    'H1(x) P(x) H2(x) H3(x) H2(x)',
    'L(LI(Lbl(x) LBody(x)) LI(LBody(P(x) L(LI(LBody(x))))))',
    'TOC(Caption(x) TOCI(Reference(Link@(x)) TOC(TOCI(Reference(x)))))',
    'Table(Caption(x) THead(TR(TH(x) TH(x))) TBody(TR(TH(x) TD(x)) TR(TD*2(x))))',
    'Table(TR(TD/2(x) TD(x)) TR(TD(x)))',
    'Sect(P(x Reference(Link@(x)) x) Note#n1(Lbl(x) P(x)))',
    'Figure(x)',
    'BlockQuote(P(x) P(x))',
    'Index(L(LI(LBody(x Reference(x)))))',
  ])('%s', (tree) => {
    expect(conformed(tree)).toBe(tree);
  });
});

describe('what is wrong is mended, in the same order', () => {
  test.each([
    // Nothing empty
    ['P(-) P(x)', 'P(x)'],
    ['Sect(Div(P P(-))) P(x)', 'P(x)'],
    ['L(LI(Lbl(x) LBody(-)))', 'L(LI(Lbl(x)))'],
    ['Table(TBody(TR(TD(x) TD(-))))', 'Table(TBody(TR(TD(x) TD)))'],
    ['Table(TBody(TR(TD(-) TD) TR(TD(x) TD)))', 'Table(TBody(TR(TD(x) TD)))'],
    ['-', ''],
    // Headings
    ['H2(x)', 'H1(x)'],
    ['H1(x) H3(x) H4(x)', 'H1(x) H2(x) H3(x)'],
    ['H1(x) H2(x) H6(x) H1(x)', 'H1(x) H2(x) H3(x) H1(x)'],
    // Lists
    ['L(x)', 'L(LI(LBody(x)))'],
    ['L(LI(x))', 'L(LI(LBody(x)))'],
    ['L(LI(Lbl(x) x P(x)))', 'L(LI(Lbl(x) LBody(x P(x))))'],
    ['L(P(x) P(x))', 'L(LI(LBody(P(x))) LI(LBody(P(x))))'],
    ['LI(LBody(x)) LI(LBody(x))', 'L(LI(LBody(x)) LI(LBody(x)))'],
    ['Sect(LBody(P(x)))', 'Sect(Div(P(x)))'],
    // Contents
    ['TOC(Link@(x))', 'TOC(TOCI(Reference(Link@(x))))'],
    ['TOC(TOCI(x Link@(x) TOC(TOCI(x))))', 'TOC(TOCI(Reference(x Link@(x)) TOC(TOCI(Reference(x)))))'],
    ['TOCI(P(x))', 'TOC(TOCI(P(x)))'],
    // Groups hold no bare text
    ['x', 'P(x)'],
    ['Sect(x Span(x) P(x) x)', 'Sect(P(x Span(x)) P(x) P(x))'],
    ['BlockQuote(x)', 'BlockQuote(P(x))'],
    ['Document(P(x))', 'Part(P(x))'],
    // Tables
    ['Table(TR(TD(x) TD(x)) TR(TD(x)))', 'Table(TR(TD(x) TD(x)) TR(TD(x) TD))'],
    ['Table(TR(TD*3(x)) TR(TD(x)))', 'Table(TR(TD*3(x)) TR(TD(x) TD TD))'],
    ['Table(TR(TD/2(x) TD(x)) TR(TD(x) TD(x)))', 'Table(TR(TD/2(x) TD(x) TD) TR(TD(x) TD(x)))'],
    ['Table(TR(TD/9(x) TD(x)))', 'Table(TR(TD/1(x) TD(x)))'],
    ['Table(THead(TR(TH(x))))', 'Table(TBody(TR(TH(x))))'],
    ['Table(THead(TR(TH(x))) TR(TD(x)))', 'Table(THead(TR(TH(x))) TBody(TR(TD(x))))'],
    [
      'Table(THead(TR(TH(x))) THead(TR(TH(x))) TBody(TR(TD(x))))',
      'Table(THead(TR(TH(x))) TBody(TR(TH(x))) TBody(TR(TD(x))))',
    ],
    ['Table(TBody(TR(TD(x))) Caption(x))', 'Table(Caption(x) TBody(TR(TD(x))))'],
    ['Table(TD(x) TD(x))', 'Table(TR(TD(x) TD(x)))'],
    ['Table(x)', 'Table(TR(TD(x)))'],
    ['TR(TD(x))', 'Table(TR(TD(x)))'],
    ['TD(x) TD(x)', 'Table(TR(TD(x) TD(x)))'],
    ['TR(P(x))', 'Table(TR(TD(P(x))))'],
    // Links and notes
    ['P(Link!(x))', 'P(Span(x))'],
    ['P(Link(x))', 'P(Span(x))'],
    ['Note#a(P(x)) Note#a(P(x)) Note#a(P(x))', 'Note#a(P(x)) Note#a-2(P(x)) Note#a-3(P(x))'],
    ['Note(P(x))', 'Note#note(P(x))'],
  ])('%s becomes %s', (tree, expected) => {
    expect(conformed(tree)).toBe(expected);
  });

  test('a link that two elements share belongs to the first', () => {
    const root = parse('P(Link@(x)) P(x)');
    const [first, second] = root.kids as [StructureElement, StructureElement];
    second.kids = [{ ...(first.kids[0] as StructureElement), kids: second.kids }];
    const drawn = conform(
      root,
      () => true,
      () => true,
    );
    expect(drawn.kids.map((kid) => !isSlot(kid) && show(kid))).toEqual(['P(Link@(x))', 'P(Span(x))']);
  });

  test.each([
    ['Table(THead(TR(TH(x))) TBody(TR(TH(x))))', ['Column', 'Row']],
    ['Table(TR(TH(x) TH(x)) TR(TH(x) TD(x)))', ['Column', 'Column', 'Row']],
  ])('header cells without scope get one: %s', (tree, scopes) => {
    const found: unknown[] = [];
    const visit = (node: Node) => {
      if (node.type === 'TH') found.push(node.attributes?.scope);
      for (const kid of node.kids) if (!isSlot(kid)) visit(kid);
    };
    visit(
      conform(
        parse(tree),
        () => true,
        () => true,
      ),
    );
    expect(found).toEqual(scopes);
  });
});
