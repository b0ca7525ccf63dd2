/** Hashes start somewhere else in every process, so that no file can be made to collide. */
export const hashStart = Math.floor(Math.random() * 2 ** 32) | 0;

/** FNV-1a, with a last mix so that the low bits depend on all of it. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = hashStart;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return finishHash(hash);
}

/** The last mix. */
export function finishHash(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
