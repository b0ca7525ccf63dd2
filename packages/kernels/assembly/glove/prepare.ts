// What training wants of a co-occurrence x: its logarithm and its weight, min(1, (x / xMax) ^ alpha).
import { exp, ln } from '../sgd/logistic';
import { alpha, logXMax } from './run';

/** Writes logarithms and weights of `count` values, four at a time: all three have room for that. */
export function prepare(values: usize, count: u32, logs: usize, weights: usize): void {
  const none = f32x4.splat(0);
  for (let at: usize = 0; at < <usize>count << 2; at += 16) {
    const log = ln(v128.load(values + at));
    const power = f32x4.mul(f32x4.sub(log, f32x4.splat(logXMax)), f32x4.splat(alpha));
    v128.store(logs + at, log);
    v128.store(weights + at, exp(f32x4.min(power, none)));
  }
}
