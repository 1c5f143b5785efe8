import { CONTEXTS, calibrate, LENGTHS } from './calibration.js';
import { EDITS } from './edits.js';
import { OWN_TEXTS } from './own-texts.js';
import { prose } from './prose.js';

/*
 * Prints what becomes of notes under each kind of edit: `right/wrong/ask/orphan` in per cent of the trials.
 *
 *     npm run calibrate -- [TRIALS] [WORDS] [SEED]
 */
const [trials = 100, words = 12_000, seed = 1] = process.argv.slice(2).map(Number);
const texts = [...[1, 2, 3].map((n) => prose(seed * 100 + n, words)), ...OWN_TEXTS];
const tallies = calibrate({ texts, trials, seed });
for (const context of CONTEXTS) {
  console.log(`\n| context: ${context} | ${LENGTHS.map((n) => `${n} words`).join(' | ')} |`);
  console.log(`| --- |${LENGTHS.map(() => ' --- |').join('')}`);
  const ours = tallies.filter((tally) => tally.context === context);
  for (const edit of EDITS) {
    const columns = LENGTHS.map((length) => {
      const cell = ours.find((tally) => tally.edit === edit && tally.words === length);
      if (!cell) return '';
      const { right, wrong, ask, orphan } = cell;
      return [right, wrong, ask, orphan].map((count) => Math.round((count / trials) * 100)).join('/');
    });
    console.log(`| ${edit.name} | ${columns.join(' | ')} |`);
  }
}
const mistakes = tallies.flatMap(({ edit, context, words, mistakes }) =>
  mistakes.map((mistake) => `${edit.name}, ${context}, ${words}: ${mistake}`),
);
console.log(`\n${tallies.length * trials} trials, ${mistakes.length} wrong`);
for (const mistake of mistakes) console.log(mistake);
