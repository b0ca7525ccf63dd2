// Walker's alias method, as Vose builds its tables: see @tovec/training's alias-table.ts, of which this
// is the same for many small tables.

/**
 * Writes the alias table of `count` weights (f64, above 0) as (threshold u32, other u32) pairs. The
 * weights are overwritten.
 *
 * @param stack room for `count` u32
 */
export function buildAliases(weights: usize, count: u32, table: usize, stack: usize): void {
  let total: f64 = 0;
  for (let at: u32 = 0; at < count; at++) total += load<f64>(weights + (<usize>at << 3));
  const scale = <f64>count / total;
  // Shares below 1 are stacked from the bottom, the others from the top.
  let small: u32 = 0, large: u32 = count;
  for (let at: u32 = 0; at < count; at++) {
    const place = weights + (<usize>at << 3);
    const share = load<f64>(place) * scale;
    store<f64>(place, share);
    if (share < 1) { put(stack, small, at); small++; }
    else { large--; put(stack, large, at); }
  }
  while (small > 0 && large < count) {
    small--;
    const less = get(stack, small), more = get(stack, large);
    const share = load<f64>(weights + (<usize>less << 3));
    setPair(table, less, share, more);
    const place = weights + (<usize>more << 3);
    const rest = load<f64>(place) - (1 - share);
    store<f64>(place, rest);
    if (rest < 1) { large++; put(stack, small, more); small++; }
  }
  // What is left would be exactly 1 but for rounding.
  while (small > 0) { small--; const at = get(stack, small); setPair(table, at, 1, at); }
  for (; large < count; large++) { const at = get(stack, large); setPair(table, at, 1, at); }
}

// @ts-ignore: decorator
@inline
function get(stack: usize, at: u32): u32 { return load<u32>(stack + (<usize>at << 2)); }
// @ts-ignore: decorator
@inline
function put(stack: usize, at: u32, value: u32): void { store<u32>(stack + (<usize>at << 2), value); }

// @ts-ignore: decorator
@inline
function setPair(table: usize, slot: u32, share: f64, other: u32): void {
  const place = table + (<usize>slot << 3);
  store<u32>(place, share >= 1 ? 0xffffffff : <u32>(share * 4294967296.0));
  store<u32>(place, other, 4);
}
