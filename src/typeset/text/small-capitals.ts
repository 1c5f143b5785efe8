import type { LoadedFont } from './font.js';

/**
 * Size of the capitals that stand in for small capitals where a font has none at all. Smaller looks too light beside
 * the text's capitals, larger is hard to tell from them.
 */
const SUBSTITUTE = 0.8;

/**
 * How a cluster is shaped to stand in small capitals: as the font's own, or, of letters that have none, as capitals
 * made small. Few fonts have them for all of Romanian, Vietnamese, Cyrillic or transliterations; beside the font's own
 * they are as high as these. (Marks put on the small capital of the bare letter would stand where no font expects
 * them.)
 */
export function smallCapitals(
  cluster: string,
  font: LoadedFont,
  caps: 'small-caps' | 'all-small-caps',
  language: string,
): { shown: string; scale: number } {
  const capitals = cluster.toLocaleUpperCase(language);
  const asIs = { shown: cluster, scale: 1 };
  if (!font.hasFeature('smcp'))
    return capitals === cluster && caps === 'small-caps' ? asIs : { shown: capitals, scale: SUBSTITUTE };
  const feature = featureFor(cluster, capitals, caps);
  if (!feature || font.replaces(cluster, feature, language)) return asIs;
  return { shown: capitals, scale: font.smallCapitalScale ?? SUBSTITUTE };
}

/** The OpenType feature that makes a small capital of a letter, if one is wanted. */
function featureFor(
  cluster: string,
  capitals: string,
  caps: 'small-caps' | 'all-small-caps',
): string | undefined {
  if (/^\p{Ll}/u.test(cluster)) return capitals === cluster ? undefined : 'smcp';
  return caps === 'all-small-caps' && /^\p{Lu}/u.test(cluster) ? 'c2sc' : undefined;
}
