// Where training starts: word2vec.c's uniform input vectors in (−½, ½) / dimensions.
import { advanced, mixed } from '../random';

/**
 * Fills `rows` rows of `dimensions` floats, `rowBytes` apart, with numbers that are uniform in
 * (−½, ½) · `scale` / dimensions; the padding stays as it is.
 */
export function fillUniform(
  table: usize, rows: u32, dimensions: u32, rowBytes: usize, scale: f32, seed: u64,
): void {
  const unit = <f32>(1 / 16777216.0) / <f32>dimensions * scale;
  let state = seed;
  for (let row: u32 = 0; row < rows; row++) {
    const at = table + <usize>row * rowBytes;
    for (let d: u32 = 0; d < dimensions; d++) {
      state = advanced(state);
      const draw = <i32>(mixed(state) >> 40) - 0x800000;
      store<f32>(at + (<usize>d << 2), <f32>draw * unit);
    }
  }
}
