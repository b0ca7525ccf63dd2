// Several input rows that together make one hidden vector: their mean or sum, and its gradient back
// to each of them.
import { contextsAt } from './run';

/** Writes the sum of the `count` listed rows, times `factor`, to `hidden`. */
export function sumRows(count: u32, hidden: usize, bytes: usize, factor: f32): void {
  const list = contextsAt();
  const scale = f32x4.splat(factor);
  const pairs = count & ~1;
  for (let k: usize = 0; k < bytes; k += 16) {
    let even = f32x4.splat(0), odd = f32x4.splat(0);
    for (let c: u32 = 0; c < pairs; c += 2) {
      const at = list + (<usize>c << 2);
      even = f32x4.add(even, v128.load(<usize>load<u32>(at) + k));
      odd = f32x4.add(odd, v128.load(<usize>load<u32>(at, 4) + k));
    }
    if (pairs < count) {
      even = f32x4.add(even, v128.load(<usize>load<u32>(list + (<usize>pairs << 2)) + k));
    }
    v128.store(hidden + k, f32x4.mul(f32x4.add(even, odd), scale));
  }
}

/** Adds the gradient to each of the `count` listed rows, two at a time unless they are the same. */
export function addToRows(count: u32, gradient: usize, bytes: usize): void {
  const list = contextsAt();
  let c: u32 = 0;
  while (c < count) {
    const a0 = <usize>load<u32>(list + (<usize>c << 2));
    const a1 = c + 1 < count ? <usize>load<u32>(list + (<usize>c << 2), 4) : a0;
    if (a0 == a1) {
      for (let k: usize = 0; k < bytes; k += 16) {
        v128.store(a0 + k, f32x4.add(v128.load(a0 + k), v128.load(gradient + k)));
      }
      c++;
    } else {
      for (let k: usize = 0; k < bytes; k += 16) {
        const g = v128.load(gradient + k);
        const x0 = v128.load(a0 + k), x1 = v128.load(a1 + k);
        v128.store(a0 + k, f32x4.add(x0, g));
        v128.store(a1 + k, f32x4.add(x1, g));
      }
      c += 2;
    }
  }
}
