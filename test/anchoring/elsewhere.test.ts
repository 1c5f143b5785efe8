import { describe, expect, it } from 'vitest';
import { anchor } from '../../src/anchoring/anchor.js';
import type { Selector } from '../../src/anchoring/quotation.js';
import { manuscript, reading } from './reading.js';

const MILL = '<p>The mill was closed in the spring, when its owner left for the coast.</p>';
const FAIR = '<p>The fair came on the first of May. Nobody paid the toll that year.</p>';
const TOLL = '<p>The toll was a penny a cart. Nobody paid the toll that year.</p>';

/** A note on the mill, whose words may stand in other readings: what is said of it. */
function diagnose(selector: Selector, others: Record<string, string> = { fair: FAIR }) {
  const readings = [
    reading({ id: 'mill', body: MILL }),
    ...Object.entries(others).map(([id, body]) => reading({ id, body })),
  ];
  const { value, diagnostics } = anchor(manuscript(readings, [selector]));
  expect(diagnostics).toHaveLength(1);
  return { note: value.notes[0]!, said: diagnostics[0]! };
}

describe('words that left their reading', () => {
  it('are shown where they stand now', () => {
    const { note, said } = diagnose({ quote: 'on the first of May' });
    expect(note).toMatchObject({ state: 'orphan', elsewhere: { reading: 'fair' } });
    expect(said).toMatchObject({ code: 'quotation-orphaned' });
    expect(said.hint).toContain('“reading: fair”');
    expect(said.related).toMatchObject([{ file: 'corpus/fair.md', start: { line: 1, column: 18 } }]);
  });

  it('are shown with another context, too', () => {
    const { note } = diagnose({ quote: 'on the first of May', prefix: 'closed ', suffix: ' for good' });
    expect(note.elsewhere?.reading).toBe('fair');
  });

  it('are told apart by their context', () => {
    const selector = { quote: 'Nobody paid the toll', prefix: 'penny a cart. ' };
    expect(diagnose(selector, { fair: FAIR, toll: TOLL }).note.elsewhere?.reading).toBeUndefined();
    expect(diagnose(selector, { toll: TOLL }).note.elsewhere?.reading).toBe('toll');
  });

  it.each<[string, Selector, Record<string, string>]>([
    ['that stand in two readings', { quote: 'Nobody paid the toll' }, { fair: FAIR, toll: TOLL }],
    ['that are too short to be the same', { quote: 'the toll' }, { fair: FAIR }],
    ['that stand in no other', { quote: 'a summer of geese' }, { fair: FAIR }],
  ])('are not, %s', (_, selector, others) => {
    const { note, said } = diagnose(selector, others);
    expect(note.elsewhere).toBeUndefined();
    expect(said.hint).not.toContain('another reading');
  });

  it('are looked for of the first hundreds of notes alone', () => {
    const selectors = Array.from({ length: 600 }, () => ({ quote: 'on the first of May' }));
    const readings = [reading({ id: 'mill', body: MILL }), reading({ id: 'fair', body: FAIR })];
    const { notes } = anchor(manuscript(readings, selectors)).value;
    expect(notes.filter(({ elsewhere }) => elsewhere?.reading === 'fair')).toHaveLength(500);
  });
});
