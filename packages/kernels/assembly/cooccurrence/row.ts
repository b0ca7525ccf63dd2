// One dense row of sums, and which of them are not zero: a bit for each, and a bit for each word of
// bits, so that a sparse row of a large vocabulary is found without looking at all of it.

/** Sums (f64), one for each word of the vocabulary. */
let sums: usize = 0;
let bits: usize = 0;
let summary: usize = 0;
let summaryEnd: usize = 0;

/** Takes zeroed room for a row of `words` sums, 8 bytes each, its bits and their summary behind it. */
export function placeRow(at: usize, words: u32): void {
  const bitWords = (<usize>words + 63) >> 6;
  sums = at;
  bits = sums + (<usize>words << 3);
  summary = bits + (bitWords << 3);
  summaryEnd = summary + (((bitWords + 63) >> 6) << 3);
}

/** Adds to one sum; everything added is above 0, so that 0 means untouched. */
// @ts-ignore: decorator
@inline
export function add(column: u32, value: f64): void {
  const at = sums + (<usize>column << 3);
  const before = load<f64>(at);
  store<f64>(at, before + value);
  if (before == 0) mark(column);
}

function mark(column: u32): void {
  const at = bits + (<usize>(column >> 6) << 3);
  store<u64>(at, load<u64>(at) | (<u64>1 << (column & 63)));
  const above = summary + (<usize>(column >> 12) << 3);
  store<u64>(above, load<u64>(above) | (<u64>1 << ((column >> 6) & 63)));
}

/** Adds `count` entries of a row that was counted before. */
export function addRow(columns: usize, values: usize, count: u32): void {
  for (let entry: usize = 0; entry < <usize>count << 2; entry += 4) {
    add(load<u32>(columns + entry), <f64>load<f32>(values + entry));
  }
}

/** Writes the sums that are not zero, by column, and clears them; returns how many there were. */
export function emitRow(columns: usize, values: usize): u32 {
  const first = columns;
  for (let above = summary; above < summaryEnd; above += 8) {
    let groups = load<u64>(above);
    if (groups == 0) continue;
    store<u64>(above, 0);
    const firstGroup = (above - summary) << 3;
    for (; groups != 0; groups &= groups - 1) {
      const group = firstGroup + <usize>ctz(groups);
      let marks = load<u64>(bits + (group << 3));
      store<u64>(bits + (group << 3), 0);
      for (; marks != 0; marks &= marks - 1) {
        const column = (group << 6) + <usize>ctz(marks);
        const at = sums + (column << 3);
        store<u32>(columns, <u32>column);
        store<f32>(values, <f32>load<f64>(at));
        store<f64>(at, 0);
        columns += 4;
        values += 4;
      }
    }
  }
  return <u32>((columns - first) >> 2);
}
