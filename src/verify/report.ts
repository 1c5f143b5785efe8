import { CHECKS, type CheckName } from './checks.js';

/** Of a check that fails everywhere, this many failures are kept; all are counted. */
const KEPT = 20;

/** What one check found. */
export interface CheckResult {
  name: CheckName;
  about: string;
  /** How many things were looked at. */
  looked: number;
  failed: number;
  /** The first failures, in words. */
  failures: string[];
}

/** Collects what checks find: for each, how much was looked at and what was wrong. */
export class Report {
  private readonly results = new Map<CheckName, CheckResult>();

  /** Notes that a check looked at something, so that a check that never ran is not taken for one that passed. */
  look(name: CheckName, count = 1): void {
    this.result(name).looked += count;
  }

  fail(name: CheckName, message: string): void {
    const result = this.result(name);
    result.failed++;
    if (result.failures.length < KEPT) result.failures.push(message);
  }

  /** Looks at one thing: it is right, or fails with a message. */
  expect(name: CheckName, right: boolean, message: () => string): boolean {
    this.look(name);
    if (!right) this.fail(name, message());
    return right;
  }

  /** In the order of the list of checks. */
  list(): CheckResult[] {
    const names = Object.keys(CHECKS) as CheckName[];
    return names.flatMap((name) => this.results.get(name) ?? []);
  }

  get ok(): boolean {
    return [...this.results.values()].every((result) => result.failed === 0);
  }

  /** Names of the checks that failed. */
  get failed(): CheckName[] {
    return this.list().flatMap((result) => (result.failed > 0 ? result.name : []));
  }

  private result(name: CheckName): CheckResult {
    let result = this.results.get(name);
    if (!result) {
      result = { name, about: CHECKS[name], looked: 0, failed: 0, failures: [] };
      this.results.set(name, result);
    }
    return result;
  }
}
