import { parentPort } from 'node:worker_threads';
import { type PackingJob, packAndCheck } from './pack.js';

// The program of the thread that packs EPUBs; `Packer` starts it.
parentPort?.once('message', async (job: PackingJob) => {
  const packed = await packAndCheck(job);
  parentPort?.postMessage(packed, [packed.value.buffer as ArrayBuffer]);
});
