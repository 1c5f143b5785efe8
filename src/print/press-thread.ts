import { parentPort } from 'node:worker_threads';
import { serve } from './press-server.js';
import { warmUp } from './warm-up.js';

// The program of a thread that sets and draws sections; `RemotePress` starts it.
if (parentPort) {
  serve(parentPort);
  warmUp();
}
