import { describe, expect, it, test } from 'vitest';
import type { ComputedStyle } from '../../../src/typeset/style/computed.js';
import type { Line } from '../../../src/typeset/text/line.js';
import { HYPHENATED, JUSTIFIED, lines, OWNER, set, sharedStyle, show, text } from './set.js';

describe('where lines end', () => {
  test.each([
    ['words that fit', 'one two', 10, ['one two']],
    ['at a space', 'one two three', 8, ['one two', 'three']],
    ['exactly full', 'one two three', 7, ['one two', 'three']],
    ['one letter too narrow', 'one two three', 6, ['one', 'two', 'three']],
    ['as evenly as can be, not as full as can be', 'aaa bb cc ddddd', 6, ['aaa', 'bb cc', 'ddddd']],
    ['after a hyphen', 'well-known', 6, ['well-', 'known']],
    ['not beside a single letter', 'T-shirt', 3, ['T-shirt']],
    ['not between figures', '12-13', 3, ['12-13']],
    ['after an em dash', 'gone—never', 6, ['gone—', 'never']],
    ['not before an em dash', 'gone—never', 5, ['gone—', 'never']],
    ['not after an em dash that begins a speech', '—never', 3, ['—never']],
    ['not between an em dash and a closing mark', '“no—” he', 4, ['“no—”', 'he']],
    ['after an en dash', '1917–1921', 6, ['1917–', '1921']],
    ['after a slash between words', 'and/or', 4, ['and/', 'or']],
    ['not in a fraction', '1/2', 2, ['1/2']],
    ['not at a non-breaking space', 'a\u00a0b c', 3, ['a\u00a0b', 'c']],
    ['not before a closing mark', 'ab (cd) ef', 4, ['ab', '(cd)', 'ef']],
    ['at a zero-width space, which shows nothing', 'abc\u200bdef', 4, ['abc', 'def']],
    ['not at a word joiner', 'ab-\u2060cd', 3, ['ab-cd']],
    ['between ideographs', '一丁丂七丄', 2, ['一丁', '丂七', '丄']],
    ['not before an ideographic full stop', '一丁。七', 2, ['一', '丁。', '七']],
    ['not after an ideographic opening mark', '一「丁」', 2, ['一', '「丁」']],
    ['between an ideograph and a word', '一abc', 3, ['一', 'abc']],
    ['at a soft hyphen, which then shows', 'tele\u00adgraph', 6, ['tele-', 'graph']],
    ['a soft hyphen without need shows nothing', 'tele\u00adgraph', 9, ['telegraph']],
  ])('%s', (_, source, width, expected) => {
    expect(lines(source, width)).toEqual(expected);
  });

  test.each([
    ['https://example.org/path/to', 14, ['https://', 'example.org', '/path/to']],
    ['www.example.org/a?key=value', 17, ['www.example.org/a', '?key=value']],
    ['doi:10.1093/oxfordhb/978', 12, ['doi:10.1093', '/oxfordhb', '/978']],
    ['(10.1093/oxfordhb)', 10, ['(10.1093', '/oxfordhb)']],
    ['somebody@mail.example.org', 13, ['somebody@mail', '.example.org']],
  ])('an address breaks at its joints, without a hyphen: %s', (source, width, expected) => {
    const broken = set(source, width);
    expect(broken.map(show)).toEqual(expected);
    expect(broken.every(({ hyphenated }) => !hyphenated)).toBe(true);
  });

  it('breaks an address anywhere rather than let it stick out', () => {
    expect(lines('https://example.org/abcdefghij', 8).every((line) => line.length <= 8)).toBe(true);
  });

  it('breaks an address at its joints where that leaves a line somewhat short', () => {
    expect(
      lines('See https://example.org/wiki/Mill#Watermills_of_the_valley', 38, { style: JUSTIFIED }),
    ).toEqual(['See https://example.org/wiki/Mill', '#Watermills_of_the_valley']);
  });

  it('breaks a word anywhere only where overflow-wrap allows it', () => {
    expect(lines('abcdefghij', 4, { style: { overflowWrap: 'anywhere' } }).join('')).toBe('abcdefghij');
    expect(set('abcdefghij', 4, { style: { overflowWrap: 'anywhere' } })).toHaveLength(3);
    expect(set('abcdefghij', 4).map(({ bad }) => bad)).toEqual(['overfull']);
  });

  test.each([
    ['cs', 'byla jsem v Praze', 11, ['byla jsem', 'v Praze']],
    ['cs-CZ', 'šli (i s Janem)', 11, ['šli', '(i s Janem)']],
    ['sk', 'aj keby A potom', 9, ['aj keby', 'A potom']],
    ['pl', 'to jest w domu', 9, ['to jest', 'w domu']],
    ['pl', 'litera B jest', 8, ['litera B', 'jest']],
    ['pl', 'ustęp 1/a jest', 9, ['ustęp 1/a', 'jest']],
    ['en', 'this is a mill', 9, ['this is a', 'mill']],
  ])('no line in %s ends with a preposition of one letter: %s', (lang, source, width, expected) => {
    expect(lines(source, width, { style: { lang } })).toEqual(expected);
  });

  test.each([
    ['en', 'he came – and went', 8, ['he', 'came –', 'and went']],
    ['ru', 'это — не дом', 7, ['это —', 'не дом']],
    ['de', 'das – so sagt er –, aber', 17, ['das – so sagt', 'er –, aber']],
    ['en', '– he came', 7, ['– he', 'came']],
    ['en', 'said -no', 5, ['said', '-no']],
    ['fr', 'il vint — dit-il', 8, ['il vint', '— dit-il']],
  ])('in %s a dash ends a line and does not begin one: %s', (lang, source, width, expected) => {
    expect(lines(source, width, { style: { lang } })).toEqual(expected);
  });

  test.each([
    ['see § 12 there', 5, ['see', '§ 12', 'there']],
    ['house № 7 there', 7, ['house', '№ 7', 'there']],
    ['take 10 % off', 8, ['take', '10 % off']],
    ['up to 25 °C', 9, ['up to', '25 °C']],
    ['it is 12 now', 9, ['it is 12', 'now']],
    ['the § and 7', 6, ['the §', 'and 7']],
  ])('no line ends between a number and the sign that it goes with: %s', (source, width, expected) => {
    expect(lines(source, width)).toEqual(expected);
  });

  test.each([
    ['pt', 'dir-lho-ei', 5, ['dir-', '-lho-', '-ei']],
    ['pt-BR', 'guarda-chuva', 7, ['guarda-', '-chuva']],
    ['pl', 'biało-czerwony', 9, ['biało-', '-czerwony']],
    ['cs', 'bude-li', 6, ['bude-', '-li']],
    ['es', 'teórico-práctico', 9, ['teórico-', 'práctico']],
  ])('in %s a hyphen of the text is shown on both lines, or not: %s', (lang, source, width, expected) => {
    const broken = set(source, width, { style: { lang } });
    expect(broken.map(show)).toEqual(expected);
    // The one that is copied stands at the beginning.
    const words = broken.flatMap(({ fragments }) => fragments.map(({ shaped }) => shaped.text)).join('');
    expect(words.replaceAll('\u00ad', '')).toBe(source);
  });

  it('repeats no hyphen where none is to be added, as in code', () => {
    const style = { lang: 'pt', hyphens: 'none' } as const;
    expect(lines('código-fonte', 7, { style })).toEqual(['código-', 'fonte']);
  });

  it('ends a line with a preposition rather than let it stick out', () => {
    expect(lines('o Konstantynopolu', 16, { style: { lang: 'pl' } })).toEqual(['o', 'Konstantynopolu']);
  });

  it('keeps a note’s call with its word, also after a dash', () => {
    const call = text('1', { verticalAlign: 'super' });
    expect(lines([text('aa bbb'), call, text(' cc')], 6)).toEqual(['aa', 'bbb1', 'cc']);
    expect(lines([text('bbb—'), call, text('ccc')], 5)).toEqual(['bbb—1ccc']);
  });

  it('sees a word in several styles as one word', () => {
    const content = [text('aa b'), text('b', { fontStyle: 'italic' }), text('b cc')];
    expect(lines(content, 5)).toEqual(['aa', 'bbb', 'cc']);
  });

  it('breaks beside a box as beside an ideograph', () => {
    const box = { kind: 'box', width: 3, height: 1, depth: 0, content: 'picture' } as const;
    const [first, second] = set([text('aaa'), box, text('.')], 4);
    expect(show(first!)).toBe('aaa');
    expect(second).toMatchObject({ boxes: [{ content: 'picture', x: 0, width: 3 }], width: 4 });
  });

  it('makes nothing of nothing', () => {
    expect(set('', 10)).toEqual([]);
    expect(set('  \n ', 10)).toEqual([]);
  });

  it('makes a line of marks alone, and of a break alone', () => {
    const marks = set([{ kind: 'mark', mark: 'here' }], 10);
    expect(marks).toMatchObject([
      { fragments: [], marks: [{ mark: 'here', x: 0 }], ascent: 0.8, descent: 0.2 },
    ]);
    expect(set([{ kind: 'break' }], 10)).toHaveLength(1);
  });
});

describe('hyphenation', () => {
  const hyphenated = { ...JUSTIFIED, ...HYPHENATED };

  test.each([
    ['not where lines are good without it', 'some more words', 10, ['some more', 'words']],
    ['where they are not', 'an international', 13, ['an interna-', 'tional']],
    ['never in words with digits', 'abc revolution1917', 14, ['abc', 'revolution1917']],
    ['never in words of capitals', 'the INTERNATIONAL', 13, ['the', 'INTERNATIONAL']],
    ['a compound at its own hyphen only', 'the anarchist-communist', 20, ['the anarchist-', 'communist']],
  ])('%s', (_, source, width, expected) => {
    expect(lines(source, width, { style: hyphenated })).toEqual(expected);
  });

  it('reads a hyphen of its own as a soft hyphen, and one of the text as itself', () => {
    const lastText = (line: Line) => line.fragments.at(-1)!.shaped.texts.at(-1);
    const [own] = set('tele\u00adgraph', 6);
    expect([own!.hyphenated, lastText(own!)]).toEqual([true, '\u00ad']);
    const [given] = set('well-known', 6);
    expect([given!.hyphenated, lastText(given!)]).toEqual([true, '-']);
    expect(set('gone—never', 6)[0]!.hyphenated).toBe(false);
  });

  test.each<[string, string, number, Partial<ComputedStyle>, string[]]>([
    ['as few lines as without it', 'aaa bb cc dddd', 12, {}, ['aaa bb', 'cc dddd']],
    ['of three lines all', 'aa bb cc dd ee ff gg hh ii', 11, {}, ['aa bb cc', 'dd ee ff', 'gg hh ii']],
    ['also centred', 'aaa bb cc dddd', 12, { textAlign: 'center' }, ['aaa bb', 'cc dddd']],
    ['nothing where all is one line', 'aa bb cc', 11, {}, ['aa bb cc']],
    ['each line that ends by force by itself', 'aaa bb cc dddd\u2028ff', 12, {}, ['aaa bb', 'cc dddd', 'ff']],
    ['without a hyphen', 'internationalisation of', 20, HYPHENATED, ['internationalisation', 'of']],
    [
      'but a word that fits no line',
      'internationalisation',
      8,
      HYPHENATED,
      ['interna-', 'tionali-', 'sation'],
    ],
    ['without parting a name at its hyphen', 'ed by aaa-bb cc dd', 12, {}, ['ed by aaa-bb', 'cc dd']],
    ['but one that is too long', 'aaaaaa-bbbbbbb', 10, {}, ['aaaaaa-', 'bbbbbbb']],
    ['not what is justified', 'aa bb cc dd ee', 11, { textAlign: 'justify' }, ['aa bb cc dd', 'ee']],
  ])('text-wrap: balance makes lines as long as each other: %s', (_, source, width, own, expected) => {
    const balanced = { textAlign: 'start', ...own, textWrap: 'balance' } as const;
    expect(lines(source, width, { style: balanced })).toEqual(expected);
  });

  it('leaves no line loose that a hyphen can mend', () => {
    const source =
      'After the reading the members sang, and after the singing they quarrelled about the reading. ' +
      'Its bookkeeping, uncharacteristically, was immaculate.';
    const broken = set(source, 36, { style: { ...hyphenated, hyphenateLimitChars: [5, 2, 3] } });
    expect(broken.map(({ bad }) => bad)).toEqual(Array(5).fill(undefined));
    expect(show(broken[2]!)).toBe('about the reading. Its bookkeep-');
  });

  it('prefers somewhat wider spaces to hyphens in a row', () => {
    const source =
      'Incomprehensibility, wrote the secretary, is the privilege of the well fed. She answered that ' +
      'responsibility and accountability were two words for what ought to be one habit.';
    expect(lines(source, 42, { style: { ...hyphenated, hyphenateLimitChars: [5, 2, 3] } })).toEqual([
      'Incomprehensibility, wrote the secretary,',
      'is the privilege of the well fed. She',
      'answered that responsibility and account-',
      'ability were two words for what ought to be',
      'one habit.',
    ]);
  });

  it('keeps to hyphenate-limit-lines', () => {
    const longestRun = (hyphenateLimitLines: number) => {
      let run = 0;
      let longest = 0;
      for (const line of set('internationalisation', 8, { style: { ...HYPHENATED, hyphenateLimitLines } })) {
        run = line.hyphenated ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
      return longest;
    };
    expect(longestRun(Number.POSITIVE_INFINITY)).toBeGreaterThan(1);
    expect(longestRun(1)).toBe(1);
  });

  it('hyphenates a word in several styles as one word', () => {
    const content = [text('inter', HYPHENATED), text('national', { ...HYPHENATED, fontStyle: 'italic' })];
    expect(lines(content, 8, { style: HYPHENATED })).toEqual(['interna-', 'tional']);
    expect(lines(content, 7, { style: HYPHENATED })[0]).toBe('inter-');
  });

  it('does not hyphenate a word with the letter of its note', () => {
    const content = [
      text('ab democracy', HYPHENATED),
      text('tion', { ...HYPHENATED, verticalAlign: 'super' }),
    ];
    expect(lines(content, 10, { style: HYPHENATED }).join(' ')).not.toMatch(/ti-|cra-|y-/);
  });
});

describe('justification', () => {
  it('gives every space of a line the same share, and leaves the last line alone', () => {
    const [first, last] = set('aa bb cc ddd', 10, { style: JUSTIFIED });
    expect(first).toMatchObject({ x: 0, width: 10, ratio: 2 });
    expect(first!.fragments.map(({ x, width }) => [x, width])).toEqual([
      [0, 2],
      [2, 2],
      [4, 2],
      [6, 2],
      [8, 2],
      [10, 1],
    ]);
    expect(last).toMatchObject({ x: 0, width: 3, ratio: 0 });
  });

  it('shrinks spaces by a third at most', () => {
    const [line] = set('aa bb cc dd ee', 13, { style: JUSTIFIED });
    expect(show(line!)).toBe('aa bb cc dd ee');
    expect(line!.ratio).toBeCloseTo(-0.75);
    expect(line!.width).toBeCloseTo(13);
    expect(set('aa bb cc dd ee', 12.6, { style: JUSTIFIED })).toHaveLength(2);
  });

  it('stretches a non-breaking space as well, and no other kind', () => {
    const widths = (source: string) =>
      set(source, 9, { style: JUSTIFIED })[0]!
        .fragments.filter(({ shaped }) => /^\p{Zs}$/u.test(shaped.text))
        .map(({ width }) => Math.round(width * 100) / 100);
    expect(widths('aa bb\u00a0cc eeeee')).toEqual([1.5, 1.5, 1]);
    expect(widths('aa bb\u202fcc eeeee').slice(0, 1)).toEqual([1 + (9 - 8 + (1 - fixedWidth('\u202f')))]);
  });

  const fixedWidth = (space: string) => set(`a${space}a`, 9)[0]!.width - 2;

  it('gives fixed spaces the width of their names where the font has none', () => {
    expect(fixedWidth('\u2003')).toBe(1);
    expect(fixedWidth('\u2002')).toBe(0.5);
    expect(fixedWidth('\u2009')).toBeCloseTo(0.2, 1);
  });

  it('sets a line in by fixed spaces at its beginning: a line of verse', () => {
    const [first, second] = set([text('\u2003one'), { kind: 'break' }, text('\u2003\u2003two')], 9);
    expect([first!.width, second!.width]).toEqual([4, 5]);
    expect(first!.fragments[1]!.x).toBe(1);
  });

  it('lets them vanish where a line ends because it is full', () => {
    expect(lines('one\u2003two', 5)).toEqual(['one', 'two']);
    expect(set('one\u2003two', 5).map(({ width }) => width)).toEqual([3, 3]);
  });

  it('ends no line inside of quotation marks, or before a mark, that are set off by spaces: French', () => {
    expect(lines('aaa « bbb » ; ccc ?', 7)).toEqual(['aaa', '« bbb » ;', 'ccc ?']);
    expect(lines('aaa « bbb', 5)).toEqual(['aaa', '« bbb']);
    expect(lines('aaaa 12 %', 7)).toEqual(['aaaa', '12 %']);
    expect(lines('so »aaa« bbb', 5)).toEqual(['so', '»aaa«', 'bbb']);
    expect(lines('so «aaa» bbb', 5)).toEqual(['so', '«aaa»', 'bbb']);
  });

  describe('where a line would be loose', () => {
    // A space of the test font is 1 wide and stretches by a half: six of them by 6.46 before they are loose.
    const loose = (width: number) =>
      set(
        'aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhhhhhhhhhhhhhh',
        width,
        {
          style: JUSTIFIED,
        },
      )[0]!;
    const spacing = (line: Line) => line.fragments.find(({ shaped }) => !shaped.space)!.letterSpacing;

    it('leaves letters as they are before it is', () => {
      expect(loose(75.4)).toMatchObject({ width: 75.4 });
      expect(spacing(loose(75.4))).toBe(0);
    });

    it('spaces letters, by no more than can be seen', () => {
      const line = loose(76.5);
      expect(line.bad).toBeUndefined();
      expect(spacing(line)).toBeGreaterThan(0);
      expect(spacing(line)).toBeLessThanOrEqual(0.02);
      const last = line.fragments.findLast(({ shaped }) => !shaped.space)!;
      expect(last.x + last.width - last.letterSpacing).toBeCloseTo(76.5, 6);
    });

    it('says so where that does not do, and leaves the letters alone', () => {
      expect(loose(78)).toMatchObject({ bad: 'loose' });
      expect(spacing(loose(78))).toBe(0);
    });

    it('lets it end short rather than have holes in it, and says so', () => {
      const made = set('a b cccccccccc', 10, { style: JUSTIFIED })[0]!;
      expect(made).toMatchObject({ bad: 'loose', width: 3, x: 0 });
      const back = set('א ב גגגגגגגגגג', 10, { style: { ...JUSTIFIED, direction: 'rtl' } })[0]!;
      expect(back).toMatchObject({ bad: 'loose', width: 3, x: 7 });
      const last = set('a b', 10, { style: { ...JUSTIFIED, textAlignLast: 'justify' } })[0]!;
      expect(last).toMatchObject({ width: 10 });
    });

    it('leaves alone what is written in one piece', () => {
      const line = set('אאא בבב גגגגגגגגגג', 9.5, { style: { ...JUSTIFIED, direction: 'rtl' } })[0]!;
      expect(line.bad).toBe('loose');
      expect(line.fragments.every(({ letterSpacing }) => letterSpacing === 0)).toBe(true);
    });
  });

  describe('ideographs', () => {
    const places = (line: Line) => line.fragments.map(({ x }) => Math.round(x * 100) / 100);

    it('stand apart where a line is justified', () => {
      const [first, second] = set('一丁丂七丄一丁丂', 5.25, { style: JUSTIFIED });
      expect(first).toMatchObject({ width: 5.25 });
      expect(first!.bad).toBeUndefined();
      expect(places(first!)).toEqual([0, 1.06, 2.13, 3.19, 4.25]);
      expect(places(second!)).toEqual([0, 1, 2]);
    });

    it('stand close where it is not, and where another begins', () => {
      expect(places(set('一丁丂七丄一', 5.25)[0]!)).toEqual([0, 1, 2, 3, 4]);
    });

    it('are loose where more than a quarter em is between them', () => {
      const bad = (width: number) => set('一丁丂七丄bbbbbb', width, { style: JUSTIFIED })[0]!.bad;
      expect(bad(6)).toBeUndefined();
      expect(bad(7)).toBe('loose');
    });
  });

  it('says which lines stay loose, and which stick out', () => {
    const bad = (source: string, width: number) =>
      set(source, width, { style: JUSTIFIED }).map((line) => line.bad);
    expect(bad('a b cccccccccc dd', 10)).toEqual(['loose', undefined, undefined]);
    expect(bad('aaaaaaaaaaaa b', 10)).toEqual(['overfull', undefined]);
    expect(bad('aaa bbb cc dddd', 10)).toEqual([undefined, undefined]);
  });

  test.each([
    ['left', 0],
    ['right', 6],
    ['center', 3],
    ['start', 0],
    ['end', 6],
  ] as const)('text-align-last: %s', (textAlignLast, x) => {
    expect(set('aa bb cc dddd', 10, { style: { ...JUSTIFIED, textAlignLast } }).at(-1)).toMatchObject({
      x,
      width: 4,
    });
  });

  it('text-align-last: justify', () => {
    const last = set('aaa bbb', 10, { style: { ...JUSTIFIED, textAlignLast: 'justify' } });
    expect(last).toMatchObject([{ x: 0, width: 10 }]);
  });

  it('adds word-spacing to every space', () => {
    expect(set('a b c', 20, { style: { wordSpacing: 2 } })[0]!.width).toBe(9);
  });
});

describe('ragged lines', () => {
  test.each([
    ['left', [0, 0]],
    ['right', [4, 0]],
    ['center', [2, 0]],
  ] as const)('text-align: %s', (textAlign, expected) => {
    const broken = set('aa bbb ccccc dddd', 10, { style: { textAlign } });
    expect(broken.map(({ x }) => x)).toEqual(expected);
    expect(broken.map(({ width }) => width)).toEqual([6, 10]);
  });

  it('keeps its spaces as they are', () => {
    const all = set('aa bbb ccccc dddd eee ff', 10).flatMap(({ fragments }) => fragments);
    expect(all.filter(({ shaped }) => shaped.space).every(({ width }) => width === 1)).toBe(true);
  });

  it('is broken as evenly as can be', () => {
    // First fit would leave lines of 6, 2 and 5.
    expect(lines('aaa bb cc ddddd', 6)).toEqual(['aaa', 'bb cc', 'ddddd']);
  });
});

describe('the shape of the paragraph', () => {
  it('indents the first line, or all others', () => {
    const options = { style: { textIndent: 2 } };
    expect(set('aaa bbb ccc', 7, options).map(({ x }) => x)).toEqual([2, 0]);
    const hanging = { style: { textIndent: 2, textIndentHanging: true } };
    expect(set('aaa bbb ccc ddd', 7, hanging).map(({ x }) => x)).toEqual([0, 2, 2]);
  });

  it('takes an indent given for the occasion, and percentages of the measure', () => {
    expect(set('aaa', 10, { indent: 3, style: { textIndent: 2 } })[0]!.x).toBe(3);
    expect(set('aaa', 10, { style: { textIndent: { percent: 20, points: 1 } } })[0]!.x).toBe(3);
  });

  it('leaves room for a drop capital beside the first lines', () => {
    const beside = { x: 4, width: 6 };
    const broken = set('aa bbb cc ddd ee ff gg', [beside, beside, { x: 0, width: 10 }]);
    expect(broken.map(({ x }) => x)).toEqual([4, 4, 0]);
    expect(broken.map(show)).toEqual(['aa bbb', 'cc ddd', 'ee ff gg']);
  });

  it('can be made a line longer or shorter where tolerable lines allow it', () => {
    const source = Array.from({ length: 120 }, (_, i) => 'aeiou'.repeat(2).slice(0, 2 + (i % 5))).join(' ');
    const count = (looseness: number) => set(source, 60, { looseness, style: JUSTIFIED }).length;
    const best = count(0);
    expect(count(1)).toBe(best + 1);
    expect(set(source, 60, { looseness: 1, style: JUSTIFIED }).every(({ bad }) => bad === undefined)).toBe(
      true,
    );
    expect(count(5)).toBeLessThan(best + 5);
    expect(count(-1)).toBeLessThanOrEqual(best);
  });

  it('avoids a last line of a syllable', () => {
    const source = 'aaaa bbbb cccc dddd eeee ffff g';
    expect(lines(source, 30, { style: JUSTIFIED }).at(-1)).not.toBe('g');
  });
});

describe('what stands past a line’s end', () => {
  const lastFragment = (line: Line) => line.fragments.at(-1)!;

  it('is the space that the break took away, so that words do not run together', () => {
    const [first, last] = set('one two', 4);
    expect(lastFragment(first!)).toMatchObject({ x: 3, width: 1, shaped: { text: ' ' } });
    expect(first!.width).toBe(3);
    expect(lastFragment(last!).shaped.text).toBe('two');
  });

  it('is a space at a forced break, and nothing after a hyphen or dash', () => {
    expect(lastFragment(set([text('one'), { kind: 'break' }, text('two')], 9)[0]!).shaped.text).toBe(' ');
    expect(lastFragment(set('tele\u00adgraph', 6)[0]!).shaped.text).toBe('tele\u00ad');
    expect(lastFragment(set('gone—never', 6)[0]!).shaped.text).toBe('gone—');
  });

  it('is a space at the end too where a forced break stands last: a line of verse', () => {
    const verse = set([text('one'), { kind: 'break' }], 9);
    expect(verse).toHaveLength(1);
    expect(lastFragment(verse[0]!).shaped.text).toBe(' ');
    expect(lastFragment(set('one', 9)[0]!).shaped.text).toBe('one');
  });
});

describe('leaders', () => {
  const leader = { kind: 'leader', text: '.', style: sharedStyle(), owner: OWNER } as const;

  it('fill what is left of the line', () => {
    expect(lines([text('One'), leader, text('12')], 10)).toEqual(['One.....12']);
    expect(set([text('One'), leader, text('12')], 10)[0]).toMatchObject({ x: 0, width: 10 });
  });

  it('are aligned between lines, whatever stands before them', () => {
    const wide = { ...leader, text: '. ' };
    const dots = (title: string) =>
      set([text(title), wide, text('12')], 12)[0]!
        .fragments.filter(({ shaped }) => shaped.text === '. ')
        .map(({ x }) => x);
    expect(dots('One')).toEqual([4, 6, 8]);
    expect(dots('Four')).toEqual([4, 6, 8]);
    expect(dots('Fives')).toEqual([6, 8]);
  });

  it('stand on the last line of a title that takes several', () => {
    expect(lines([text('One title'), leader, text('12')], 8)).toEqual(['One', 'title.12']);
  });

  it('end where there is no measure', () => {
    expect(set([text('One'), leader], Number.MAX_SAFE_INTEGER)).toHaveLength(1);
  });
});

describe('the height of a line', () => {
  it('is the line height, half of the leading above and half below', () => {
    expect(set('a', 9, { style: { lineHeight: 2 } })[0]).toMatchObject({ ascent: 1.3, descent: 0.7 });
    expect(set('a', 9, { style: { lineHeight: 'normal' } })[0]).toMatchObject({ ascent: 0.8, descent: 0.2 });
  });

  it('makes room for what is raised, larger or a box', () => {
    const box = { kind: 'box', width: 1, height: 3, depth: 0.5, content: undefined } as const;
    expect(set([text('a'), box], 9)[0]).toMatchObject({ ascent: 3, descent: 0.5 });
    expect(set([text('a'), text('b', { fontSize: 2, lineHeight: 2 })], 9)[0]!.ascent).toBeCloseTo(1.6);
    expect(set([text('a'), text('b', {}, { rise: 1 })], 9)[0]!.ascent).toBeCloseTo(1.8);
    expect(set([text('a'), text('b', { verticalAlign: 'super' })], 9)[0]!.fragments[1]!.rise).toBeCloseTo(
      1 / 3,
    );
  });
});

describe('marks', () => {
  it('are found where they stand, at the beginning of the next line if a break is beside them', () => {
    const mark = (name: string) => ({ kind: 'mark', mark: name }) as const;
    const broken = set([mark('a'), text('one'), mark('b'), text(' '), mark('c'), text('two'), mark('d')], 4);
    expect(broken.map(({ marks }) => marks)).toEqual([
      [
        { mark: 'a', x: 0 },
        { mark: 'b', x: 3 },
      ],
      [
        { mark: 'c', x: 0 },
        { mark: 'd', x: 3 },
      ],
    ]);
  });

  it('do not divide a word', () => {
    expect(lines([text('aa bb'), { kind: 'mark', mark: 1 }, text('bb')], 5)).toEqual(['aa', 'bbbb']);
  });
});
