import type { ArcTable } from '@tovec/training';

/** A number by which a graph, or vectors, are recognised when a training is resumed: FNV-1a of the bits. */
export function fingerprintOf(...arrays: (Uint32Array | Float32Array | undefined)[]): number {
  let hash = 0x811c9dc5;
  for (const values of arrays) {
    if (!values) continue;
    const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
    for (let at = 0; at < bits.length; at++) hash = Math.imul(hash ^ bits[at]!, 0x01000193);
  }
  return hash >>> 0;
}

/** The same of a graph's arcs and weights. */
export function fingerprintOfArcs({ offsets, targets, weights }: ArcTable): number {
  return fingerprintOf(offsets, targets, weights);
}
