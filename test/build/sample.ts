/** A small anthology that has something of everything. */
export const SAMPLE: Record<string, string> = {
  'annotations.yml': `anthology:
  title: Letters from the Mill
  editors: [Anna Holm]
  language: en
  date: 2024-03-01
readings:
  - id: chalk
    headnote: Written in *winter*.
    questions: [Who owed the miller most?]
  - part: Later
    readings: [flour]
series:
  source: { label: Sources, marker: lower-alpha }
notes:
  - { reading: chalk, quote: accounts in chalk, note: "See [](note:sacks)." }
  - { reading: chalk, quote: Flour, suffix: " ran", series: source, note: A ledger. }
  - { id: sacks, reading: flour, quote: sacks of rye, note: Two hundredweight each. }
glossary:
  - { term: rye, definition: A grain. }
  - { term: Oslo, type: place, definition: A city. }
chronology:
  - { date: 1901-05-02, event: The mill burns. }
editions:
  reader: { formats: [epub, pdf] }
  handout: { formats: [pdf], readings: [chalk], page: a5 }
`,
  'corpus/chalk.md': `---
title: The Miller’s *Door*
author: Bjørn Lund
date: 1899
source: A notebook
---

The miller kept his accounts in chalk on the back of the door.[^1] Flour ran down
when it rained, and all Oslo knew what he owed.

## A second reckoning

> Forty sacks, and no rye among them.

1. rye
2. wheat

| grain | price |
| ----- | ----- |
| rye   | 4     |

[^1]: Of oak.
`,
  'corpus/flour.md': `---
title: Flour
author: [Bjørn Lund, Ada Ek]
---

Nine sacks of rye came by boat, and the boatman sang.

\`\`\`verse
Turn, wheel, and turn,
the river goes down
\`\`\`
`,
};
