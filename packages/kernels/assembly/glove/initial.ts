// Where training starts: weights and biases uniform in (−½, ½) / dimensions, all rates 1.
import { advanced, mixed } from '../random';
import { GROUP, RATES } from './run';

/** Fills `rows` rows; what pads the last group has weight 0, which training does not change. */
export function initialise(table: usize, rows: u32, dimensions: u32, rowBytes: usize, seed: u64): void {
  const scale = <f32>(1 / 16777216.0) / <f32>dimensions;
  const groups = (dimensions + 3) >> 2;
  let state = seed;
  for (let row: u32 = 0; row < rows; row++) {
    let at = table + <usize>row * rowBytes;
    for (let d: u32 = 0; d < groups << 2; d++) {
      const weight = at + <usize>(d >> 2) * GROUP + (<usize>(d & 3) << 2);
      let value: f32 = 0;
      if (d < dimensions) {
        state = advanced(state);
        value = <f32>(<i32>(mixed(state) >> 40) - 0x800000) * scale;
      }
      store<f32>(weight, value);
      store<f32>(weight + RATES, 1);
    }
    at += <usize>groups * GROUP;
    state = advanced(state);
    store<f32>(at, <f32>(<i32>(mixed(state) >> 40) - 0x800000) * scale);
    store<f32>(at, 1, 4);
  }
}
