// A step of k-means: which centre each row is nearest to, and what the rows of each centre add up to.
import { scoreRows } from './scores';

/**
 * Gives each row the label of its nearest centre, of equally near ones the first. What a row adds to
 * the sum of its centre moves along when its label changes. Returns how many changed.
 *
 * Nearness is x · c − ½‖c‖²: rows have a 1 behind their numbers and centres −½‖c‖², so that it is one
 * dot product; the 1 counts the rows of each centre in its sum.
 *
 * @param rowCount rows there are; scored are up to three more
 * @param scores room for `count × blockRows` f32
 * @param labels one u32 a row; one that is no centre (the greatest u32) is in no sum yet
 * @param nearness one f32 a row: that of its centre
 * @param sums `count × rowBytes / 4` f64
 */
export function assign(
  rows: usize, rowCount: i32, rowBytes: usize, blockRows: i32,
  centres: usize, count: i32, scores: usize, labels: usize, nearness: usize, sums: usize,
): i32 {
  const stride = <usize>blockRows << 2;
  let changed = 0;
  for (let first = 0; first < rowCount; first += blockRows) {
    const here = min(blockRows, rowCount - first);
    scoreRows(rows, (here + 3) & ~3, rowBytes, centres, count, scores, stride);
    for (let row = 0; row < here; row += 4) {
      const at = <usize>row << 2;
      let most = v128.load(scores + at), names = i32x4.splat(0);
      for (let centre = 1; centre < count; centre++) {
        const score = v128.load(scores + <usize>centre * stride + at);
        const isNearer = f32x4.gt(score, most);
        most = v128.bitselect(score, most, isNearer);
        names = v128.bitselect(i32x4.splat(centre), names, isNearer);
      }
      v128.store(nearness + at, most);
      // Over the scores of the first centre, which nobody needs any more.
      v128.store(scores + at, names);
    }
    for (let row = 0; row < here; row++) {
      const name = load<u32>(scores + (<usize>row << 2)), old = load<u32>(labels);
      if (name != old) {
        changed++;
        if (old < <u32>count) addTo(sums, old, rows, rowBytes, -1);
        addTo(sums, name, rows, rowBytes, 1);
        store<u32>(labels, name);
      }
      rows += rowBytes;
      labels += 4;
    }
    nearness += <usize>here << 2;
  }
  return changed;
}

function addTo(sums: usize, name: u32, row: usize, rowBytes: usize, sign: f64): void {
  const factor = f64x2.splat(sign);
  let place = sums + <usize>name * (rowBytes << 1);
  for (const end = row + rowBytes; row < end; row += 8, place += 16) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(row));
    v128.store(place, f64x2.add(v128.load(place), f64x2.mul(x, factor)));
  }
}
