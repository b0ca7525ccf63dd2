import { check, describeValue, InvalidInputError } from '@tovec/core';
import { RESIZE_FILTERS, type ResizeFilter } from './filters.js';

/**
 * How a picture becomes the input of a network: a plain value, stored as JSON with the model. Make one
 * with {@link kerasPreprocessing}, {@link torchvisionPreprocessing} or {@link timmPreprocessing}.
 */
export interface Preprocessing {
  /** `[height, width]` of the network's input. */
  readonly size: readonly [height: number, width: number];
  /**
   * Before `size` is cut out of the middle: `[height, width]` whatever the proportions were, or so many
   * pixels for the shorter side.
   */
  readonly resize: readonly [height: number, width: number] | { readonly shortest: number };
  /** As Pillow's, bit for bit; all but `'nearest'` are antialiased. */
  readonly filter: ResizeFilter;
  /** The order of the channels. */
  readonly channels: 'RGB' | 'BGR';
  /** Each number is `(pixel / divisor − mean) / std` in float32, pixels being 0 to 255. */
  readonly divisor: number;
  /** In the order of the channels, like `std`. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

const KEYS = ['size', 'resize', 'filter', 'channels', 'divisor', 'mean', 'std'];

/**
 * A preprocessing from outside (a model file, an option), found to be one.
 *
 * @throws InvalidInputError naming the field that is missing or wrong
 *
 * @example
 * ```ts
 * import { checkPreprocessing, timmPreprocessing } from '@tovec/image';
 *
 * const stored = JSON.stringify(timmPreprocessing({ cropPercentage: 0.95 }));
 * console.log(checkPreprocessing(JSON.parse(stored)).resize); // { shortest: 235 }
 * ```
 */
export function checkPreprocessing(value: unknown): Preprocessing {
  check.knownKeys('Preprocessing', value as object, KEYS);
  const given = value as { readonly [Field in keyof Preprocessing]?: unknown };
  return {
    size: checkSize('preprocessing.size', given.size),
    resize: checkResize(given.resize),
    filter: check.oneOf('preprocessing.filter', given.filter, RESIZE_FILTERS),
    channels: check.oneOf('preprocessing.channels', given.channels, ['RGB', 'BGR']),
    divisor: check.number('preprocessing.divisor', given.divisor, { above: 0 }),
    mean: three('preprocessing.mean', given.mean, {}),
    std: three('preprocessing.std', given.std, { above: 0 }),
  };
}

/** Sides of a picture: one number for both, or `[height, width]`. */
export function checkSize(name: string, value: unknown): readonly [number, number] {
  const [height, width, ...more]: readonly unknown[] = Array.isArray(value)
    ? value
    : [value, value];
  if (more.length > 0) throw refused(name, '[height, width]', value);
  const bounds = { min: 1, max: 1 << 14 };
  return [check.integer(name, height, bounds), check.integer(name, width, bounds)];
}

function checkResize(value: unknown): Preprocessing['resize'] {
  if (typeof value !== 'object' || value === null) {
    throw refused('preprocessing.resize', '[height, width] or { shortest }', value);
  }
  if (Array.isArray(value)) return checkSize('preprocessing.resize', value);
  const { shortest } = check.knownKeys('Preprocessing.resize', value as { shortest?: unknown }, [
    'shortest',
  ]);
  const bounds = { min: 1, max: 1 << 14 };
  return { shortest: check.integer('preprocessing.resize.shortest', shortest, bounds) };
}

/** One number for each channel. */
export function three(
  name: string,
  value: unknown,
  bounds: { readonly above?: number },
): readonly [number, number, number] {
  if (!Array.isArray(value) || value.length !== 3) throw refused(name, 'three numbers', value);
  const [a, b, c]: readonly unknown[] = value;
  return [
    check.number(name, a, bounds),
    check.number(name, b, bounds),
    check.number(name, c, bounds),
  ];
}

function refused(name: string, expected: string, given: unknown): InvalidInputError {
  return new InvalidInputError(`${name} must be ${expected}, but was ${describeValue(given)}.`, {
    argument: name,
    given,
  });
}
