import type { Random } from '@tovec/core';
import type { Batch } from '@tovec/nn';

export interface AugmentPicturesOptions {
  /** Whether pictures are mirrored, left and right, each with probability 1/2; default true. */
  readonly flip?: boolean | undefined;
  /** How many pixels they are moved to all sides; what comes in from outside is 0. Default 4. */
  readonly shift?: number | undefined;
}

/**
 * Mirrors and moves the pictures of a batch at random, as is usual for CIFAR-10 (He et al., 2016): for the
 * option `augment` of `trainNetwork`, where `pixels` are the input, `[batch, 3, height, width]`.
 *
 * @example
 * ```ts
 * import { createRandom } from '@tovec/core';
 * import { augmentPictures } from '@tovec/image/cnn';
 *
 * const augment = augmentPictures({ shift: 0 });
 * const pixels = { data: Float32Array.of(1, 2, 1, 2, 1, 2), shape: [1, 3, 1, 2] };
 * const { inputs } = augment({ inputs: { pixels }, targets: {} }, createRandom(2));
 * console.log(inputs.pixels?.shape); // [ 1, 3, 1, 2 ]
 * ```
 */
export function augmentPictures({
  flip = true,
  shift = 4,
}: AugmentPicturesOptions = {}): (batch: Batch, random: Random) => Batch {
  return ({ inputs, targets }, random) => {
    const { data, shape } = inputs.pixels!;
    const [rows, channels, height, width] = shape as [number, number, number, number];
    const moved = new Float32Array(data.length);
    for (let row = 0; row < rows; row++) {
      const mirrored = flip && random.integer(2) === 1;
      const down = random.integer(2 * shift + 1) - shift;
      const right = random.integer(2 * shift + 1) - shift;
      for (let line = 0; line < channels * height; line++) {
        const y = (line % height) - down;
        if (y < 0 || y >= height) continue;
        const out = (row * channels * height + line) * width;
        const from = (row * channels * height + line - down) * width;
        for (let column = 0; column < width; column++) {
          const x = column - right;
          if (x < 0 || x >= width) continue;
          moved[out + column] = Number(data[from + (mirrored ? width - 1 - x : x)]);
        }
      }
    }
    return { inputs: { ...inputs, pixels: { data: moved, shape } }, targets };
  };
}
