import { parentPort } from 'node:worker_threads';
import { loadChecker } from './check.js';
import { type PackingJob, packAndCheck } from './pack.js';

// The program of the thread that packs EPUBs; `Packer` starts it. What checks them is loaded while there is time.
parentPort?.once('message', async (job: PackingJob) => {
  const packed = await packAndCheck(job);
  parentPort?.postMessage(packed, [packed.value.buffer as ArrayBuffer]);
});
void loadChecker();
