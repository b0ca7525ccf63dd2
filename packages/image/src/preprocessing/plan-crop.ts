import type { Preprocessing } from './preprocessing.js';
import type { Stretch } from './resample-table.js';

/** What of the resized picture the network sees, and how much black comes before it, where it is too small. */
export interface CropPlan {
  readonly x: Stretch;
  readonly y: Stretch;
  readonly left: number;
  readonly top: number;
}

/** The rounding is torchvision's (`Resize`, `CenterCrop`), which timm uses too. */
export function planCrop(
  width: number,
  height: number,
  { size, resize }: Pick<Preprocessing, 'size' | 'resize'>,
): CropPlan {
  const [toHeight, toWidth] = 'shortest' in resize ? fit(width, height, resize.shortest) : resize;
  const [y, top] = cropAlong(toHeight, size[0]);
  const [x, left] = cropAlong(toWidth, size[1]);
  return { x, y, left, top };
}

function fit(width: number, height: number, shortest: number): readonly [number, number] {
  const longest = Math.trunc((shortest * Math.max(width, height)) / Math.min(width, height));
  return width <= height ? [longest, shortest] : [shortest, longest];
}

function cropAlong(size: number, wanted: number): readonly [Stretch, before: number] {
  if (wanted > size) {
    return [{ size, first: 0, count: size }, Math.floor((wanted - size) / 2)];
  }
  return [{ size, first: roundHalfEven((size - wanted) / 2), count: wanted }, 0];
}

/** Python's `round`. */
function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}
