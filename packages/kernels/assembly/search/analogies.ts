// a is to b as c is to ?: scores of a tile put together from the cosines of a, b and c with it.
import { selectRow } from './select';

/** Levy and Goldberg's guard against division by zero in 3CosMul. */
const EPSILON: f32 = 0.001;

/**
 * For each question (three u32: which queries a, b and c are) combines the three queries' cosines
 * of a tile into `sums`, and offers them to the question's heap.
 *
 * 3CosAdd (`multiply` 0): (cos b − cos a + cos c) × weights[question], where the weight is one over
 * the length of b − a + c, which makes it the cosine with that vector.
 * 3CosMul (`multiply` 1): b' c' / (a' + ε) with cosines shifted to 0…1 (Levy and Goldberg 2014).
 */
export function selectAnalogies(
  cosines: usize, stride: usize, rowCount: i32, firstRow: u32,
  questions: usize, weights: usize, questionCount: i32, multiply: i32,
  sums: usize, best: usize, size: i32,
): void {
  const bytes = <usize>((rowCount + 3) >> 2) << 4;
  for (let question = 0; question < questionCount; question++) {
    const a = cosines + <usize>load<u32>(questions) * stride;
    const b = cosines + <usize>load<u32>(questions, 4) * stride;
    const c = cosines + <usize>load<u32>(questions, 8) * stride;
    if (multiply) multiplied(a, b, c, bytes, sums);
    else added(a, b, c, bytes, load<f32>(weights + (<usize>question << 2)), sums);
    selectRow(sums, rowCount, firstRow, best, size);
    questions += 12;
    best += <usize>size << 3;
  }
}

function added(a: usize, b: usize, c: usize, bytes: usize, weight: f32, sums: usize): void {
  const weights = f32x4.splat(weight);
  for (let at: usize = 0; at < bytes; at += 16) {
    const sum = f32x4.add(f32x4.sub(v128.load(b + at), v128.load(a + at)), v128.load(c + at));
    v128.store(sums + at, f32x4.mul(sum, weights));
  }
}

function multiplied(a: usize, b: usize, c: usize, bytes: usize, sums: usize): void {
  const half = f32x4.splat(0.5);
  const epsilon = f32x4.splat(EPSILON);
  for (let at: usize = 0; at < bytes; at += 16) {
    const forB = f32x4.add(f32x4.mul(v128.load(b + at), half), half);
    const forC = f32x4.add(f32x4.mul(v128.load(c + at), half), half);
    const forA = f32x4.add(f32x4.mul(v128.load(a + at), half), half);
    v128.store(sums + at, f32x4.div(f32x4.mul(forB, forC), f32x4.add(forA, epsilon)));
  }
}
