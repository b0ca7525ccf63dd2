// Row norms, for cosines.

/** A row shorter than this counts as zero: products near the smallest f32 have no precision left. */
const TINY: f64 = 1e-35;

/** out[row] = 1 / |rows[row]|, summed in f64; 0 for a zero row, so that its cosines are 0. */
export function inverseNorms(rows: usize, rowCount: i32, dimensions: i32, out: usize): void {
  const rowBytes = <usize>dimensions << 2;
  for (let index = 0; index < rowCount; index++) {
    const end = rows + rowBytes;
    const wholeEnd = rows + (rowBytes & ~15);
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    while (rows < wholeEnd) {
      const first = f64x2.promote_low_f32x4(v128.load64_zero(rows));
      const second = f64x2.promote_low_f32x4(v128.load64_zero(rows, 8));
      low = f64x2.add(low, f64x2.mul(first, first));
      high = f64x2.add(high, f64x2.mul(second, second));
      rows += 16;
    }
    low = f64x2.add(low, high);
    let sum = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
    while (rows < end) {
      const value = <f64>load<f32>(rows);
      sum += value * value;
      rows += 4;
    }
    const norm = Math.sqrt(sum);
    // Not-a-number must stay one: only a norm known to be tiny becomes zero.
    store<f32>(out + (<usize>index << 2), norm < TINY ? 0 : <f32>(1 / norm));
  }
}

/** Multiplies every query's scores of a tile with the rows' factors. */
export function scaleTile(
  scores: usize, scoreStride: usize, queryCount: i32, rowCount: i32, factors: usize,
): void {
  const bytes = <usize>((rowCount + 3) >> 2) << 4;
  for (let query = 0; query < queryCount; query++) {
    for (let at: usize = 0; at < bytes; at += 16) {
      const place = scores + at;
      v128.store(place, f32x4.mul(v128.load(place), v128.load(factors + at)));
    }
    scores += scoreStride;
  }
}
