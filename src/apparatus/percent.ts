/** A share in per cent as it is written: with one decimal; what is more than nothing is never 0.0. */
export function percent(share: number): string {
  return (share > 0 ? Math.max(share, 0.1) : 0).toFixed(1);
}
