import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { killBuilds } from '../../bench/kill.js';
import { SAMPLE } from './sample.js';

// `npm run bench -- --kill` does the same a hundred times.
test('a build that is killed leaves whole files, and a cache that a right edition comes of', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'florilegium-kill-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { killed, faults } = await killBuilds(folder, SAMPLE, 'corpus/flour.md', 12, 1);
  expect(faults).toEqual([]);
  expect(killed).toBeGreaterThan(6);
}, 300_000);
