/** An odd number that spreads neighbouring buckets over the table (2³² over the golden ratio). */
const spread = 0x9e3779b1;

/**
 * Which rows the buckets have that are left in a pruned model: a table of open addressing, since every
 * n-gram of every text asks it, and a Map takes three times as long.
 */
export class BucketRows {
  /** Bucket and row side by side; an empty place has the bucket -1. */
  private readonly places: Int32Array;
  private readonly shift: number;
  private readonly mask: number;

  constructor(pruned: ReadonlyMap<number, number>) {
    const bits = Math.max(3, Math.ceil(Math.log2(pruned.size * 2 + 1)));
    this.shift = 32 - bits;
    this.mask = 2 ** bits - 1;
    this.places = new Int32Array(2 * (this.mask + 1)).fill(-1);
    for (const [bucket, row] of pruned) {
      const place = this.placeOf(bucket);
      this.places[2 * place] = bucket;
      this.places[2 * place + 1] = row;
    }
  }

  /** The row of a bucket, behind those of the words; -1 when it is gone. */
  get(bucket: number): number {
    return this.places[2 * this.placeOf(bucket) + 1]!;
  }

  /** Where the bucket stands, or would stand. */
  private placeOf(bucket: number): number {
    const { places, mask } = this;
    let place = Math.imul(bucket, spread) >>> this.shift;
    for (;;) {
      const held = places[2 * place]!;
      if (held === bucket || held === -1) return place;
      place = (place + 1) & mask;
    }
  }
}
