import { addPairs, clamped, half, whole } from './fixed-point';

/** Of the pixels in the first six bytes: red, red, green, green, blue, blue, as 16 bits. */
// @ts-ignore: decorator
@inline
function firstPair(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1));
}

/** The same of the six bytes behind them. */
// @ts-ignore: decorator
@inline
function secondPair(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(6, -1, 9, -1, 7, -1, 10, -1, 8, -1, 11, -1, -1, -1, -1, -1));
}

/**
 * Resamples each row on its own, four at a time, which share the weights. Column `i` of the result is made
 * of `2 · pairCount` pixels from `starts[i]` on; the source begins with pixel `left`. Up to 16 bytes
 * behind the source are read, and one behind each row of the result is written.
 */
export function resampleAcross(
  source: usize, sourceStride: usize, rows: i32, left: i32,
  starts: usize, pairs: usize, pairCount: i32, columns: i32, out: usize, outStride: usize,
): void {
  const last = rows - 1;
  for (let row = 0; row < rows; row += 4) {
    const b = <usize>min(row + 1, last);
    const c = <usize>min(row + 2, last);
    const d = <usize>min(row + 3, last);
    let outA = out + <usize>row * outStride;
    let outB = out + b * outStride;
    let outC = out + c * outStride;
    let outD = out + d * outStride;
    const fromA = source + <usize>row * sourceStride;
    const fromB = source + b * sourceStride;
    const fromC = source + c * sourceStride;
    const fromD = source + d * sourceStride;
    let weights = pairs;
    for (let column = 0; column < columns; column++) {
      let at = <usize>(load<i32>(starts + (<usize>column << 2)) - left) * 3;
      let highA = i32x4.splat(0);
      let highB = highA;
      let highC = highA;
      let highD = highA;
      let lowA = half();
      let lowB = lowA;
      let lowC = lowA;
      let lowD = lowA;
      const end = weights + (<usize>pairCount << 3);
      while (weights < end) {
        let high = v128.load32_splat(weights);
        let low = v128.load32_splat(weights, 4);
        const pixelsA = v128.load(fromA + at);
        const pixelsB = v128.load(fromB + at);
        const pixelsC = v128.load(fromC + at);
        const pixelsD = v128.load(fromD + at);
        let a = firstPair(pixelsA);
        let b = firstPair(pixelsB);
        let c = firstPair(pixelsC);
        let d = firstPair(pixelsD);
        highA = addPairs(highA, a, high);
        highB = addPairs(highB, b, high);
        highC = addPairs(highC, c, high);
        highD = addPairs(highD, d, high);
        lowA = addPairs(lowA, a, low);
        lowB = addPairs(lowB, b, low);
        lowC = addPairs(lowC, c, low);
        lowD = addPairs(lowD, d, low);
        weights += 8;
        if (weights == end) break;
        high = v128.load32_splat(weights);
        low = v128.load32_splat(weights, 4);
        a = secondPair(pixelsA);
        b = secondPair(pixelsB);
        c = secondPair(pixelsC);
        d = secondPair(pixelsD);
        highA = addPairs(highA, a, high);
        highB = addPairs(highB, b, high);
        highC = addPairs(highC, c, high);
        highD = addPairs(highD, d, high);
        lowA = addPairs(lowA, a, low);
        lowB = addPairs(lowB, b, low);
        lowC = addPairs(lowC, c, low);
        lowD = addPairs(lowD, d, low);
        weights += 8;
        at += 12;
      }
      const pixels = clamped(
        whole(highA, lowA), whole(highB, lowB), whole(highC, lowC), whole(highD, lowD),
      );
      // The fourth byte of each is overwritten by the next pixel.
      v128.store32_lane(outA, pixels, 0);
      v128.store32_lane(outB, pixels, 1);
      v128.store32_lane(outC, pixels, 2);
      v128.store32_lane(outD, pixels, 3);
      outA += 3;
      outB += 3;
      outC += 3;
      outD += 3;
    }
  }
}
