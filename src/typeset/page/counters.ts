import type { CounterChange } from '../style/computed.js';

/** Counters between two elements: their values, the outermost first, and what each open element has created. */
export interface CounterState {
  values: [name: string, { value: number; depth: number }[]][];
  created: string[][];
}

/**
 * The counters of CSS Lists 3: a counter is created by `counter-reset`, and counts for the element that creates it,
 * its later siblings and all that stands in them.
 */
export class Counters {
  private readonly values = new Map<string, { value: number; depth: number }[]>();
  private readonly created: string[][] = [];

  /** As they stand now: plain values. */
  save(): CounterState {
    return {
      values: [...this.values].flatMap(([name, stack]) =>
        stack.length > 0 ? [[name, stack.map((entry) => ({ ...entry }))]] : [],
      ),
      created: this.created.map((names) => [...names]),
    };
  }

  /** As they stood at the same depth of elements. */
  restore({ values, created }: CounterState): void {
    this.values.clear();
    for (const [name, stack] of values)
      this.values.set(
        name,
        stack.map((entry) => ({ ...entry })),
      );
    created.forEach((names, depth) => {
      this.created[depth] = [...names];
    });
  }

  /** An element begins: its children's counters end with it. */
  enter(): void {
    this.created.push([]);
  }

  leave(): void {
    for (const name of this.created.pop()!) this.values.get(name)!.pop();
  }

  reset({ name, value }: CounterChange): void {
    const depth = this.created.length;
    const stack = this.stack(name);
    const top = stack[stack.length - 1];
    if (top?.depth === depth) top.value = value;
    else {
      stack.push({ value, depth });
      this.created[depth - 1]?.push(name);
    }
  }

  increment({ name, value }: CounterChange): void {
    const top = this.top(name);
    top.value += value;
  }

  set({ name, value }: CounterChange): void {
    this.top(name).value = value;
  }

  /** The innermost value; 0 where there is no such counter. */
  value(name: string): number {
    const stack = this.values.get(name);
    return stack?.[stack.length - 1]?.value ?? 0;
  }

  /** All values, the outermost first. */
  all(name: string): number[] {
    const stack = this.values.get(name);
    return stack && stack.length > 0 ? stack.map(({ value }) => value) : [0];
  }

  /** The innermost value of each counter. */
  snapshot(): ReadonlyMap<string, number> {
    const values = new Map<string, number>();
    for (const [name, stack] of this.values)
      if (stack.length > 0) values.set(name, stack[stack.length - 1]!.value);
    return values;
  }

  private stack(name: string) {
    let stack = this.values.get(name);
    if (!stack) {
      stack = [];
      this.values.set(name, stack);
    }
    return stack;
  }

  private top(name: string) {
    const stack = this.stack(name);
    if (stack.length === 0) this.reset({ name, value: 0 });
    return stack[stack.length - 1]!;
  }
}
