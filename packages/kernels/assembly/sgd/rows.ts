// Several input rows that together make one hidden vector: their mean or sum, and its gradient back
// to each of them.
import { contextsAt } from './run';

/** Writes the sum of the `count` listed rows, times `factor`, to `hidden`. */
export function sumRows(count: u32, hidden: usize, bytes: usize, factor: f32): void {
  const list = contextsAt(), listEnd = list + (<usize>count << 2);
  const scale = f32x4.splat(factor);
  const blockEnd = bytes & ~63;
  let k: usize = 0;
  // Sixteen numbers at a time stay in registers while the rows go by.
  for (; k < blockEnd; k += 64) {
    let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
    for (let at = list; at < listEnd; at += 4) {
      const row = <usize>load<u32>(at) + k;
      a = f32x4.add(a, v128.load(row));
      b = f32x4.add(b, v128.load(row, 16));
      c = f32x4.add(c, v128.load(row, 32));
      d = f32x4.add(d, v128.load(row, 48));
    }
    v128.store(hidden + k, f32x4.mul(a, scale));
    v128.store(hidden + k, f32x4.mul(b, scale), 16);
    v128.store(hidden + k, f32x4.mul(c, scale), 32);
    v128.store(hidden + k, f32x4.mul(d, scale), 48);
  }
  for (; k < bytes; k += 16) {
    let sum = f32x4.splat(0);
    for (let at = list; at < listEnd; at += 4) {
      sum = f32x4.add(sum, v128.load(<usize>load<u32>(at) + k));
    }
    v128.store(hidden + k, f32x4.mul(sum, scale));
  }
}

export function scaleRow(row: usize, bytes: usize, factor: f32): void {
  const scale = f32x4.splat(factor);
  for (let k: usize = 0; k < bytes; k += 16) {
    v128.store(row + k, f32x4.mul(v128.load(row + k), scale));
  }
}

/** Adds the gradient to each of the `count` listed rows, which may be there twice. */
export function addToRows(count: u32, gradient: usize, bytes: usize): void {
  const list = contextsAt(), listEnd = list + (<usize>count << 2);
  const blockEnd = bytes & ~63;
  let k: usize = 0;
  for (; k < blockEnd; k += 64) {
    const a = v128.load(gradient + k), b = v128.load(gradient + k, 16);
    const c = v128.load(gradient + k, 32), d = v128.load(gradient + k, 48);
    for (let at = list; at < listEnd; at += 4) {
      const row = <usize>load<u32>(at) + k;
      v128.store(row, f32x4.add(v128.load(row), a));
      v128.store(row, f32x4.add(v128.load(row, 16), b), 16);
      v128.store(row, f32x4.add(v128.load(row, 32), c), 32);
      v128.store(row, f32x4.add(v128.load(row, 48), d), 48);
    }
  }
  for (; k < bytes; k += 16) {
    const g = v128.load(gradient + k);
    for (let at = list; at < listEnd; at += 4) {
      const row = <usize>load<u32>(at) + k;
      v128.store(row, f32x4.add(v128.load(row), g));
    }
  }
}
