import { MessageChannel } from 'node:worker_threads';

/**
 * Gives the memory of a buffer back now, and leaves it empty. Hundreds of megabytes that wait to be
 * collected are a peak of memory, as nothing tells the collector of what onnxruntime is about to take.
 */
export function freeBuffer(buffer: ArrayBuffer): void {
  // Given away to a port that nobody listens to, which then closes.
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(undefined, [buffer]);
  port1.close();
  port2.close();
}
