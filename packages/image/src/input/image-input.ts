/** Pixels that are decoded already, row by row, the channels of a pixel side by side. */
export interface RawPixels {
  /**
   * `height × width × channels` values: 0 to 255 in a `Uint8Array`, 0 to 65,535 in a `Uint16Array` (whose
   * higher byte counts, as in Pillow and libvips), 0 to 1 in a `Float32Array`.
   */
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array | Float32Array;
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha; default what the length of `data` says. */
  readonly channels?: 1 | 2 | 3 | 4 | undefined;
}

/**
 * What is asked of a pipeline of sharp. Every `sharp(…)` is one; it stands here so that this package can be
 * type-checked where sharp is not installed.
 */
export interface SharpPipeline {
  clone(): SharpPipeline;
  toColourspace(colourspace: string): SharpPipeline;
  raw(options: { depth: 'uchar' }): SharpPipeline;
  toBuffer(options: { resolveWithObject: true }): Promise<{
    readonly data: Uint8Array;
    readonly info: { readonly width: number; readonly height: number; readonly channels: number };
  }>;
}

/**
 * A picture:
 *
 * - a string: a path, or `npm:package/file`; a `URL` object (`http(s):` is downloaded once and cached)
 * - the bytes of a file: JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG, BMP
 * - a `sharp` pipeline, whose result is taken as it is
 * - pixels: {@link RawPixels}, an `ImageData` too
 */
export type ImageInput = string | URL | Uint8Array | SharpPipeline | RawPixels;

/** What to call a picture in messages. */
export function nameOfImage(input: ImageInput): string {
  if (typeof input === 'string') return input;
  if (input instanceof URL)
    return `${input.origin === 'null' ? '' : input.origin}${input.pathname}`;
  if (ArrayBuffer.isView(input)) return 'the given image';
  return 'data' in input ? 'the given pixels' : 'the result of the sharp pipeline';
}
