import { createKeyedVectors } from '../create-keyed-vectors.js';

/** Two genders, two ranks and something else: king − man + woman is queen, by hand. */
export const royal = () =>
  createKeyedVectors({
    items: ['king', 'queen', 'man', 'woman', 'apple'],
    matrix: Float32Array.of(3, 1, 0, 3, -1, 0, 0, 1, 0.5, 0, -1, 0.5, 0, 0, 2),
    dimensions: 3,
    counts: Float64Array.of(50, 40, 30, 20, 10),
  });

/** What `act` throws; a test that expects an error fails when there is none. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
