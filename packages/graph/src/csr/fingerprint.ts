import type { ArcTable } from '@tovec/training';

/** A number by which a graph is recognised when a training is resumed: FNV-1a of its arcs and weights. */
export function fingerprintOf({ offsets, targets, weights }: ArcTable): number {
  let hash = 0x811c9dc5;
  for (const values of [offsets, targets, weights && bitsOf(weights)]) {
    if (!values) continue;
    for (let at = 0; at < values.length; at++) hash = Math.imul(hash ^ values[at]!, 0x01000193);
  }
  return hash >>> 0;
}

function bitsOf({ buffer, byteOffset, length }: Float32Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length);
}
