import { expect, test } from 'vitest';
import { fileAs } from '../../src/epub/contributors.js';

test.each([
  ['Victor Serge', 'Serge, Victor'],
  ['Ursula K. Le Guin', 'Le Guin, Ursula K.'],
  ['Ludwig van Beethoven', 'van Beethoven, Ludwig'],
  ['Jean de la Haye', 'de la Haye, Jean'],
  ['Martin Luther King Jr.', 'King, Martin Luther, Jr.'],
  ['José Ortega y Gasset', 'Ortega y Gasset, José'],
  ['João da Costa e Silva', 'da Costa e Silva, João'],
  ['Josep Puig i Cadafalch', 'Puig i Cadafalch, Josep'],
  ['Machado de Assis Filho', 'de Assis Filho, Machado'],
  ['João Cabral de Melo Neto', 'de Melo Neto, João Cabral'],
  ['Maria Neto', 'Neto, Maria'],
  ['Rossi e Bianchi', 'Rossi e Bianchi'],
  ['Ana y María Gil', 'Ana y María Gil'],
  ['Marie Renée Dupont', 'Dupont, Marie Renée'],
  ['Лев Толстой', 'Толстой, Лев'],
  ['Voltaire', 'Voltaire'],
  ['Serge, Victor', 'Serge, Victor'],
  ['The editors of florilegium', 'editors of florilegium, The'],
  ['Institute for Social Research', 'Institute for Social Research'],
  ['村上 春樹', '村上 春樹'],
  ['محمود درويش', 'محمود درويش'],
  ['', ''],
])('%s is filed as %s', (name, filed) => {
  expect(fileAs(name)).toBe(filed);
});
