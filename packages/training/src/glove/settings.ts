import { check } from '@tovec/core';

/** What factorising co-occurrences needs to know; every number has been checked. */
export interface GloveSettings {
  readonly dimensions: number;
  /** Co-occurrences of at least so much count in full. */
  readonly xMax: number;
  /** A lesser x counts (x / xMax) to this power. */
  readonly alpha: number;
  readonly epochs: number;
  /** AdaGrad's; it falls for each number by itself. */
  readonly learningRate: number;
  /** No component of a gradient is larger. */
  readonly gradientClip: number;
  readonly seed: number;
}

/** The settings as a user gives them. */
export type GloveOptions = {
  readonly [Key in keyof GloveSettings]?: GloveSettings[Key] | undefined;
};

/** The keys of {@link GloveOptions}. */
export const gloveOptionKeys = [
  'dimensions',
  'xMax',
  'alpha',
  'epochs',
  'learningRate',
  'gradientClip',
  'seed',
] as const satisfies readonly (keyof GloveSettings)[];

/**
 * Checks options and completes them with the defaults of Stanford's `glove`.
 *
 * @throws InvalidInputError naming the first option that cannot be
 */
export function gloveSettings(options: GloveOptions): GloveSettings {
  return {
    dimensions: check.integer('dimensions', options.dimensions ?? 50, { min: 1, max: 65_536 }),
    xMax: check.number('xMax', options.xMax ?? 100, { above: 0 }),
    alpha: check.number('alpha', options.alpha ?? 0.75, { min: 0 }),
    epochs: check.integer('epochs', options.epochs ?? 25, { min: 1, max: 1_000_000 }),
    learningRate: check.number('learningRate', options.learningRate ?? 0.05, { above: 0 }),
    gradientClip: check.number('gradientClip', options.gradientClip ?? 100, { above: 0 }),
    seed: check.integer('seed', options.seed ?? 1),
  };
}
