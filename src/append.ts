/** Adds all of one list to another. `list.push(...items)` would put every item on the stack, which ends at about 100,000. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
