import { check, InvalidInputError } from '@tovec/core';
import { type PixelPicture, type PixelRegion, resample } from './pixels/resample.js';
import { PixelWorkspace } from './pixels/workspace.js';

/**
 * A picture resampled as Pillow does it, to the last bit: weights in fixed point, and between the two
 * passes, and at the end, numbers are rounded and clamped to eight bits.
 *
 * @throws InvalidInputError when the picture is too small for the region
 */
export function resamplePixels(picture: PixelPicture, region: PixelRegion): Uint8Array {
  checkPicture(picture, region);
  const workspace = PixelWorkspace.take();
  const { address, stride } = resample(workspace, picture, region);
  const bytes = new Uint8Array(workspace.memory.buffer);
  const rowBytes = region.across.count * 3;
  const result = new Uint8Array(rowBytes * region.down.count);
  for (let row = 0; row < region.down.count; row++) {
    const start = address + row * stride;
    result.set(bytes.subarray(start, start + rowBytes), row * rowBytes);
  }
  PixelWorkspace.release();
  return result;
}

/** What the bytes of a picture become for a network, and where they go in its input. */
export interface PixelFrame {
  readonly width: number;
  readonly height: number;
  /** Where the picture begins. Around it, numbers are those of black. */
  readonly left: number;
  readonly top: number;
  /** What each of the 256 values is as red, as green, as blue. */
  readonly tables: Float32Array;
  /** Default false: red is the first channel. */
  readonly blueFirst?: boolean | undefined;
  /** Whether channels stand side by side in each pixel; default false, one after the other. */
  readonly interleaved?: boolean | undefined;
}

/**
 * A resampled picture as the `3 × height × width` numbers that a network sees. They are a view, until the
 * next call.
 *
 * @throws InvalidInputError when the picture is too small for the region, or the frame too small for what
 *   becomes of it
 *
 * @example
 * ```ts
 * import { keepPixels, pixelNumbers } from '@tovec/kernels';
 *
 * const picture = { data: Uint8Array.of(0, 51, 255), width: 1, height: 1 };
 * const tables = Float32Array.from({ length: 768 }, (_, index) => (index % 256) / 255);
 * const region = { across: keepPixels(0, 1), down: keepPixels(0, 1) };
 * console.log(pixelNumbers(picture, region, { width: 1, height: 1, left: 0, top: 0, tables }));
 * // Float32Array(3) [ 0, 0.20000000298023224, 1 ]
 * ```
 */
export function pixelNumbers(
  picture: PixelPicture,
  region: PixelRegion,
  frame: PixelFrame,
): Float32Array {
  checkPicture(picture, region);
  const { width, height, left, top, tables, blueFirst = false, interleaved = false } = frame;
  const columns = region.across.count;
  const rows = region.down.count;
  check.integer('frame.left', left, { min: 0, max: width - columns });
  check.integer('frame.top', top, { min: 0, max: height - rows });
  check.oneOf('frame.tables.length', tables.length, [3 * 256]);
  const workspace = PixelWorkspace.take();
  const plane = width * height;
  const numbersAt = workspace.room(3 * plane * 4);
  const tablesAt = workspace.room(tables.byteLength);
  const { address, stride } = resample(workspace, picture, region);
  const { buffer } = workspace.memory;
  new Float32Array(buffer, tablesAt).set(tables);
  const numbers = new Float32Array(buffer, numbersAt, 3 * plane);
  const [pixelStep, channelStep] = interleaved ? [3, 1] : [1, plane];
  const [red, green, blue] = blueFirst ? ([2, 1, 0] as const) : ([0, 1, 2] as const);
  if (columns < width || rows < height) {
    for (const [channel, place] of [red, green, blue].entries()) {
      for (let pixel = 0; pixel < plane; pixel++) {
        numbers[place * channelStep + pixel * pixelStep] = tables[channel * 256]!;
      }
    }
  }
  const first = numbersAt + (top * width + left) * pixelStep * 4;
  workspace.kernel.lookUp(
    ...([address, stride, rows, columns, tablesAt, first + red * channelStep * 4] as const),
    ...([first + green * channelStep * 4, first + blue * channelStep * 4] as const),
    ...([pixelStep * 4, width * pixelStep * 4] as const),
  );
  PixelWorkspace.release();
  return numbers;
}

function checkPicture({ data, width, height }: PixelPicture, { across, down }: PixelRegion): void {
  if (data.length === width * height * 3 && across.end <= width && down.end <= height) return;
  throw new InvalidInputError(
    `a picture of ${width}×${height} and ${data.length} bytes cannot have columns to ${across.end} and rows to ${down.end}`,
    { given: { width, height } },
  );
}
