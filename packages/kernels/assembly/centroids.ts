// Which of 256 centroids each point is nearest to: what k-means and product quantisers do all day.

/** As many as a byte can name; a multiple of four. */
const COUNT: usize = 256;

/**
 * codes[point] = the centroid nearest to the point, of equally near ones the first.
 *
 * @param points `count × width` numbers, point after point
 * @param centroids `width × 256` numbers: first those of all centroids in the first dimension
 */
export function assignCentroids(
  points: usize, count: i32, width: i32, centroids: usize, codes: usize,
): void {
  const pointBytes = <usize>width << 2;
  for (let point = 0; point < count; point++) {
    let nearest = f32x4.splat(f32.MAX_VALUE);
    let names = i32x4.splat(0);
    let name = i32x4(0, 1, 2, 3);
    for (let at: usize = 0; at < COUNT << 2; at += 16) {
      let distance = f32x4.splat(0);
      let place = centroids + at;
      for (let dimension: usize = 0; dimension < pointBytes; dimension += 4) {
        const difference = f32x4.sub(v128.load32_splat(points + dimension), v128.load(place));
        distance = f32x4.add(distance, f32x4.mul(difference, difference));
        place += COUNT << 2;
      }
      const closer = f32x4.lt(distance, nearest);
      nearest = v128.bitselect(distance, nearest, closer);
      names = v128.bitselect(name, names, closer);
      name = i32x4.add(name, i32x4.splat(4));
    }
    store<u8>(codes + <usize>point, <u8>firstNearest(nearest, names));
    points += pointBytes;
  }
}

/** The nearest of four, of equally near ones that of the lowest name. */
// @ts-ignore: decorator
@inline
function firstNearest(distances: v128, names: v128): i32 {
  // Distances are not negative, so their bits are ordered as they are; the name breaks ties.
  const a = key(f32x4.extract_lane(distances, 0), i32x4.extract_lane(names, 0));
  const b = key(f32x4.extract_lane(distances, 1), i32x4.extract_lane(names, 1));
  const c = key(f32x4.extract_lane(distances, 2), i32x4.extract_lane(names, 2));
  const d = key(f32x4.extract_lane(distances, 3), i32x4.extract_lane(names, 3));
  const ab = a < b ? a : b;
  const cd = c < d ? c : d;
  return <i32>((ab < cd ? ab : cd) & 255);
}

// @ts-ignore: decorator
@inline
function key(distance: f32, name: i32): u64 {
  return (<u64>reinterpret<u32>(distance) << 32) | <u64>name;
}
