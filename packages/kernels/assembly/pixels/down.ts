import { addPairs, clamped, half, whole } from './fixed-point';

/**
 * Resamples columns, row of the result by row, sixteen bytes at a time. Row `i` is made of
 * `2 · pairCount` rows from `starts[i]` on; the source begins with row `top`. Whole sixteens are read and
 * written, and a row without weight may lie behind the source.
 */
export function resampleDown(
  source: usize, sourceStride: usize, bytes: usize, top: i32,
  starts: usize, pairs: usize, pairCount: i32, rows: i32, out: usize, outStride: usize,
): void {
  const pairBytes = <usize>pairCount << 3;
  for (let row = 0; row < rows; row++) {
    const first = source + <usize>(load<i32>(starts + (<usize>row << 2)) - top) * sourceStride;
    const end = pairs + pairBytes;
    for (let byte: usize = 0; byte < bytes; byte += 16) {
      let highA = i32x4.splat(0);
      let highB = highA;
      let highC = highA;
      let highD = highA;
      let lowA = half();
      let lowB = lowA;
      let lowC = lowA;
      let lowD = lowA;
      let at = first + byte;
      for (let weights = pairs; weights < end; weights += 8) {
        const high = v128.load32_splat(weights);
        const low = v128.load32_splat(weights, 4);
        const one = v128.load(at);
        const other = v128.load(at + sourceStride);
        const front = i8x16.shuffle(one, other, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        const back = i8x16.shuffle(
          one, other, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31,
        );
        const a = i16x8.extend_low_i8x16_u(front);
        const b = i16x8.extend_high_i8x16_u(front);
        const c = i16x8.extend_low_i8x16_u(back);
        const d = i16x8.extend_high_i8x16_u(back);
        highA = addPairs(highA, a, high);
        highB = addPairs(highB, b, high);
        highC = addPairs(highC, c, high);
        highD = addPairs(highD, d, high);
        lowA = addPairs(lowA, a, low);
        lowB = addPairs(lowB, b, low);
        lowC = addPairs(lowC, c, low);
        lowD = addPairs(lowD, d, low);
        at += sourceStride << 1;
      }
      const results = clamped(
        whole(highA, lowA), whole(highB, lowB), whole(highC, lowC), whole(highD, lowD),
      );
      v128.store(out + byte, results);
    }
    pairs += pairBytes;
    out += outStride;
  }
}
