import { check } from '@tovec/core';
import { centroidsWasm } from './generated/centroids.js';
import { createMemory } from './memory.js';
import { instantiate, lazyModule } from './modules.js';

/** What assembly/centroids.ts exports. Addresses are in bytes. */
interface CentroidsKernel {
  assignCentroids(
    points: number,
    count: number,
    width: number,
    centroids: number,
    codes: number,
  ): void;
}

const centroidsModule = /* @__PURE__ */ lazyModule(centroidsWasm);

/** How many centroids a byte chooses from. */
const centroidCount = 256;

/** The first bytes of a memory stay free: address 0 is never data. */
const start = 64;

/** Room for points, and the means to find which of 256 centroids each is nearest to. */
export interface CentroidAssigner {
  /** `capacity × width` numbers, to be filled before `assign`. */
  readonly points: Float32Array;
  /**
   * The nearest centroid of each of the first `count` points, by Euclidean distance; of equally near
   * ones the first. The result is a view, until the next call.
   *
   * @param centroids 256 centroids of `width` numbers, one after the other
   */
  assign(count: number, centroids: Float32Array): Uint8Array;
}

/**
 * Makes an assigner for points of `width` numbers.
 *
 * @example
 * ```ts
 * import { createCentroidAssigner } from '@tovec/kernels';
 *
 * const assigner = createCentroidAssigner(1, 3);
 * assigner.points.set([0.2, 7.9, 300]);
 * const centroids = Float32Array.from({ length: 256 }, (_, index) => index);
 * console.log(assigner.assign(3, centroids)); // Uint8Array(3) [ 0, 8, 255 ]
 * ```
 */
export function createCentroidAssigner(width: number, capacity: number): CentroidAssigner {
  check.integer('width', width, { min: 1 });
  check.integer('capacity', capacity, { min: 1 });
  const transposedAt = start;
  const pointsAt = transposedAt + centroidCount * width * 4;
  const codesAt = pointsAt + capacity * width * 4;
  const memory = createMemory(codesAt + capacity, 'assigning points to centroids');
  const kernel = instantiate<CentroidsKernel>(centroidsModule(), memory);
  const transposed = new Float32Array(memory.buffer, transposedAt, centroidCount * width);
  const codes = new Uint8Array(memory.buffer, codesAt, capacity);
  return {
    points: new Float32Array(memory.buffer, pointsAt, capacity * width),
    assign(count, centroids) {
      check.integer('count', count, { min: 0, max: capacity });
      check.oneOf('centroids.length', centroids.length, [centroidCount * width]);
      for (let index = 0; index < centroidCount; index++) {
        for (let dimension = 0; dimension < width; dimension++) {
          transposed[dimension * centroidCount + index] = centroids[index * width + dimension]!;
        }
      }
      // In slices, so that V8 can swap in optimised code in between.
      for (let first = 0; first < count; first += slice) {
        const here = Math.min(slice, count - first);
        const from = pointsAt + first * width * 4;
        kernel.assignCentroids(from, here, width, transposedAt, codesAt + first);
      }
      return codes.subarray(0, count);
    },
  };
}

const slice = 4096;
