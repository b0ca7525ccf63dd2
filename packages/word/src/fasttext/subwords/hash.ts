/** Where fastText's hash starts: FNV-1a's offset basis. */
export const hashStart = 0x811c9dc5 | 0;

/**
 * One step of fastText's hash: FNV-1a in 32 bits, but a byte from 128 on is taken for a negative
 * number, as `char` is on the machine where it was first compiled. All its model files depend on it.
 */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ ((byte << 24) >> 24), 0x01000193);
}

/** fastText's hash of `bytes[from…to]`, from 0 to 2³² − 1. */
export function hashBytes(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let hash = hashStart;
  for (let at = from; at < to; at++) hash = hashByte(hash, bytes[at]!);
  return hash >>> 0;
}
