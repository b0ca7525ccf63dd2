// Rows of a table taken together: means of lists of rows, and whether numbers are finite.

/**
 * out[list] = the mean of table[rows[at]] for at from offsets[list] to offsets[list + 1]; zeros for an
 * empty list. Rows are summed in float32 in the order of the list and then multiplied by one over
 * their number, as fastText does, so that results are equal to the bit.
 */
export function meanRows(
  table: usize, dimensions: i32, rows: usize, offsets: usize, listCount: i32, out: usize,
): void {
  const rowBytes = <usize>dimensions << 2;
  const blockEnd = rowBytes & ~63;
  const vectorEnd = rowBytes & ~15;
  for (let list = 0; list < listCount; list++) {
    const first = rows + (<usize>load<u32>(offsets + (<usize>list << 2)) << 2);
    const last = rows + (<usize>load<u32>(offsets + (<usize>list << 2), 4) << 2);
    const scale: f32 = last > first ? <f32>(1.0 / <f64>((last - first) >> 2)) : 0;
    let column: usize = 0;
    // Sixteen columns at a time stay in registers while the rows go by.
    for (; column < blockEnd; column += 64) {
      let a = f32x4.splat(0);
      let b = f32x4.splat(0);
      let c = f32x4.splat(0);
      let d = f32x4.splat(0);
      for (let at = first; at < last; at += 4) {
        const place = table + <usize>load<u32>(at) * rowBytes + column;
        a = f32x4.add(a, v128.load(place));
        b = f32x4.add(b, v128.load(place, 16));
        c = f32x4.add(c, v128.load(place, 32));
        d = f32x4.add(d, v128.load(place, 48));
      }
      const factor = f32x4.splat(scale);
      v128.store(out + column, f32x4.mul(a, factor));
      v128.store(out + column, f32x4.mul(b, factor), 16);
      v128.store(out + column, f32x4.mul(c, factor), 32);
      v128.store(out + column, f32x4.mul(d, factor), 48);
    }
    for (; column < vectorEnd; column += 16) {
      let a = f32x4.splat(0);
      for (let at = first; at < last; at += 4) {
        a = f32x4.add(a, v128.load(table + <usize>load<u32>(at) * rowBytes + column));
      }
      v128.store(out + column, f32x4.mul(a, f32x4.splat(scale)));
    }
    for (; column < rowBytes; column += 4) {
      let sum: f32 = 0;
      for (let at = first; at < last; at += 4) {
        sum += load<f32>(table + <usize>load<u32>(at) * rowBytes + column);
      }
      store<f32>(out + column, sum * scale);
    }
    out += rowBytes;
  }
}

/** Which of `count` numbers is the first that is NaN or infinite; `count` when none is. */
export function firstNotFinite(values: usize, count: u32): u32 {
  let at: u32 = 0;
  // Zero times a finite number is 0; anything else makes the sum not a number.
  for (; at + 16 <= count; at += 16) {
    const place = values + (<usize>at << 2);
    const zero = f32x4.splat(0);
    const low = f32x4.add(f32x4.mul(v128.load(place), zero), f32x4.mul(v128.load(place, 16), zero));
    const high = f32x4.add(f32x4.mul(v128.load(place, 32), zero), f32x4.mul(v128.load(place, 48), zero));
    if (!i32x4.all_true(f32x4.eq(f32x4.add(low, high), zero))) break;
  }
  for (; at < count; at++) {
    if (load<f32>(values + (<usize>at << 2)) * 0 != 0) break;
  }
  return at;
}
