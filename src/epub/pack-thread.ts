import { parentPort } from 'node:worker_threads';
import { loadChecker } from './check.js';
import { draw } from './draw.js';
import { Packing } from './pack.js';
import type { Job } from './packer.js';

// The program of the thread that packs EPUBs; `Packer` starts it. What checks them is loaded while there is time.
let packing: Packing | undefined;
parentPort?.on('message', async (job: Job) => {
  if ('begin' in job) packing = new Packing(...job.begin);
  else if ('draw' in job) {
    const drawn = await draw(job.draw);
    parentPort?.postMessage(drawn, 'png' in drawn ? [drawn.png.buffer as ArrayBuffer] : []);
  } else {
    const packed = await packing!.write(job.pack);
    parentPort?.postMessage(packed, [packed.value.buffer as ArrayBuffer]);
    parentPort?.close();
  }
});
void loadChecker();
