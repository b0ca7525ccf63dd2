import { check } from '@tovec/core';
import type { NetworkInputs } from '@tovec/nn';

/** Whose weights: their names, the order of their axes, and the details in which the networks differ. */
export type Layout = 'keras' | 'torchvision' | 'timm';

/** What the architectures have in common. */
export interface ImageNetworkOptions {
  /** Height and width of the pictures. */
  readonly size?: number | undefined;
  /** How many classes the last layer tells apart; default 1000. */
  readonly classes?: number | undefined;
  /** False leaves out the layers that tell classes apart; default true. */
  readonly top?: boolean | undefined;
}

/**
 * What an image network takes: normalised pixels, `[batch, 3, size, size]`.
 *
 * @example
 * ```ts
 * import { pixelInputs } from '@tovec/image';
 *
 * console.log(pixelInputs({ size: 224 }).pixels?.shape); // [ 'batch', 3, 224, 224 ]
 * ```
 */
export function pixelInputs({ size }: { readonly size: number }): NetworkInputs {
  return { pixels: { shape: ['batch', 3, size, size] } };
}

/** Checks what the architectures have in common, and fills in what is not given. */
export function commonOptions(
  { size, classes, top }: ImageNetworkOptions,
  { size: standard }: { readonly size: number },
): { readonly size: number; readonly classes: number; readonly top: boolean } {
  return {
    size: check.integer('size', size ?? standard, { min: 1, max: 1 << 14 }),
    classes: check.integer('classes', classes ?? 1000, { min: 1 }),
    top: check.boolean('top', top ?? true),
  };
}
