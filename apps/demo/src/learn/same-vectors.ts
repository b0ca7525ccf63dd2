import type { KeyedVectors } from '@tovec/vectors';

/** Whether two tables have the same words in the same order, and the same bits in every number. */
export function sameVectors(a: KeyedVectors, b: KeyedVectors): boolean {
  return (
    a.size === b.size &&
    a.dimensions === b.dimensions &&
    bytesOf(a.items.utf8).equals(bytesOf(b.items.utf8)) &&
    bytesOf(a.items.offsets).equals(bytesOf(b.items.offsets)) &&
    bytesOf(a.matrix.values).equals(bytesOf(b.matrix.values))
  );
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
