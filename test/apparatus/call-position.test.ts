import { describe, expect, test } from 'vitest';
import { callPosition } from '../../src/apparatus/call-position.js';

/** `[` and `]` stand around the quotation, `^` where its call goes; none of them is in the text. */
function place(marked: string, lang = 'en'): string {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  const text = marked.replace(/[⟦⟧^]/g, '');
  const at = callPosition(text, start, end, text.length, lang);
  return `${text.slice(0, at)}^${text.slice(at)}`;
}

describe('the call of a note', () => {
  const cases: [string, string, string?][] = [
    ['the ⟦mill⟧ stood', 'the mill^ stood'],
    ['the ⟦mill⟧, which', 'the mill,^ which'],
    ['at the ⟦mill⟧. Then', 'at the mill.^ Then'],
    ['he asked: “the ⟦mill⟧?” And', 'he asked: “the mill?”^ And'],
    ['the “⟦mill⟧” stood', 'the “mill”^ stood'],
    ['the ⟦“mill”⟧, which', 'the “mill”,^ which'],
    ['(at the ⟦mill⟧) he', '(at the mill^) he'],
    ['he ⟦(at the mill⟧) went', 'he (at the mill)^ went'],
    ['the ⟦mill⟧’s wheel', 'the mill’s^ wheel'],
    ['the mills’ ⟦wheels’⟧ noise', 'the mills’ wheels’^ noise'],
    ['the ⟦mil⟧ler came', 'the miller^ came'],
    ['the ⟦mill ⟧stood', 'the mill^ stood'],
    ['in ⟦3⟧.5 days', 'in 3^.5 days'],
    ['the ⟦mill⟧—the wheel', 'the mill^—the wheel'],
    ['the ⟦mill⟧ … and', 'the mill^ … and'],
    ['the ⟦mill⟧… And', 'the mill…^ And'],
    ['die „⟦Mühle⟧“ steht', 'die „Mühle“^ steht', 'de'],
    ['le ⟦moulin⟧, qui', 'le moulin^, qui', 'fr'],
    ['le « ⟦moulin⟧ » fut', 'le « moulin^ » fut', 'fr'],
    ['el ⟦molino⟧. Luego', 'el molino^. Luego', 'es-MX'],
    ['the ⟦mill⟧', 'the mill^'],
    ['a ⟦e\u0301t⟧e\u0301 b', 'a e\u0301te\u0301^ b'],
    ['𝔐⟦𝔦⟧𝔩𝔩 x', '𝔐𝔦𝔩𝔩^ x'],
    ['⟦古池⟧や蛙飛びこむ水の音。', '古池^や蛙飛びこむ水の音。', 'ja'],
    ['彼は「⟦門⟧」を見た。', '彼は「門」^を見た。', 'ja'],
    ['⟦磨坊主⟧把账记在门背后。', '磨坊主^把账记在门背后。', 'zh'],
    ['ข⟦้อ⟧ควา', 'ข้อ^ควา', 'th'],
    ['⟦한국⟧에서', '한국^에서', 'ko'],
  ];
  test.each(cases)('%s', (marked, expected, lang) => {
    expect(place(marked, lang)).toBe(expected);
  });

  test('never leaves its block', () => {
    const text = 'the mill\n. Then';
    expect(callPosition(text, 4, 8, 8, 'en')).toBe(8);
  });
});
