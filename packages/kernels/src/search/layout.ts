/** Bytes of table a tile has at most: it stays in the second-level cache while all queries pass. */
const tileBytes = 256 * 1024;

/** Rows of one tile: a multiple of 8, so that no path has rows left over but in the last tile. */
export function tileRows(dimensions: number, most = Number.POSITIVE_INFINITY): number {
  const fitting = Math.min(most, Math.floor(tileBytes / (dimensions * 4)));
  return Math.max(8, fitting - (fitting % 8));
}

/** Puts areas one behind the other, each at a multiple of 64 bytes. */
export function layOut(sizes: readonly number[]): { offsets: number[]; bytes: number } {
  const offsets: number[] = [];
  let bytes = 0;
  for (const size of sizes) {
    offsets.push(bytes);
    bytes += Math.ceil(size / 64) * 64;
  }
  return { offsets, bytes };
}
