import { InvalidInputError, importOptional, UnsupportedError } from '@tovec/core';
import { type CheckedDecodeOptions, tooManyPixels } from './decode-options.js';
import type { SharpPipeline } from './image-input.js';
import { isUprightJpeg } from './jpeg-upright.js';
import type { Picture } from './picture.js';
import { toRgb } from './to-rgb.js';

let loaded: typeof import('sharp').default | undefined;

/** sharp, where it is installed. */
export async function loadSharp() {
  loaded ??= (await importOptional('sharp', '^0.35.0', () => import('sharp'))).default;
  return loaded;
}

/**
 * The bytes of a file through libvips. Like Pillow: profiles other than for CMYK are not applied, warnings
 * are passed over, errors and truncated files are not; of 16 bits the higher eight stay, of several
 * frames the first. Unlike Pillow: turned upright as EXIF says, and CMYK goes through colour profiles.
 */
export async function decodeFile(
  name: string,
  bytes: Uint8Array,
  options: CheckedDecodeOptions,
): Promise<Picture> {
  const sharp = await loadSharp();
  const { maxPixels } = options;
  try {
    const pipeline = sharp(bytes, {
      failOn: 'error',
      limitInputPixels: maxPixels,
      ignoreIcc: true,
      // Looking for what to turn takes libvips an eighth of the time that decoding takes.
      autoOrient: !isUprightJpeg(bytes),
    });
    return await rgbOf(pipeline, options);
  } catch (cause) {
    options.signal?.throwIfAborted();
    const message = messageOf(cause);
    if (message.includes('pixel limit')) {
      const header = sharp(bytes, { limitInputPixels: false }).metadata();
      const size = await header.catch(() => undefined);
      throw tooManyPixels(name, size, maxPixels);
    }
    throw explain(name, bytes, message, cause);
  }
}

/** What a pipeline of the user gives, the pipeline left as it was. */
export async function decodePipeline(
  name: string,
  pipeline: SharpPipeline,
  options: CheckedDecodeOptions,
): Promise<Picture> {
  try {
    return await rgbOf(pipeline.clone(), options);
  } catch (cause) {
    options.signal?.throwIfAborted();
    throw new InvalidInputError(`${name} could not be made: ${messageOf(cause)}.`, { cause });
  }
}

async function rgbOf(pipeline: SharpPipeline, { background, signal }: CheckedDecodeOptions) {
  const { data, info } = await pipeline
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  signal?.throwIfAborted();
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.length);
  return toRgb(bytes, info.width, info.height, info.channels, background);
}

function explain(name: string, bytes: Uint8Array, message: string, cause: unknown): unknown {
  const options = { given: name, cause };
  if (isHeic(bytes)) {
    return new UnsupportedError(
      `${name} is a HEIC picture, and the libvips of this sharp reads no HEVC (its licences forbid to ` +
        `ship it): ${message}. Convert it to JPEG or AVIF, or install a sharp built on a libvips that does.`,
      { cause },
    );
  }
  if (message.includes('unsupported image format')) {
    return new InvalidInputError(
      `${name} is not a picture that can be read (JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG, BMP); ` +
        `it begins with ${beginningOf(bytes)}.`,
      options,
    );
  }
  return new InvalidInputError(`${name} is truncated or damaged: ${message}.`, options);
}

/** An ISO media file of one of the brands of HEVC pictures (ISO/IEC 23008-12). */
function isHeic(bytes: Uint8Array): boolean {
  const box = Buffer.from(bytes.subarray(4, 12)).toString('latin1');
  return /^ftyp(hei[cmsx]|hev[cmsx])$/.test(box);
}

function beginningOf(bytes: Uint8Array): string {
  return `bytes ${[...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
}

function messageOf(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  return first.replace(/^Input buffer has corrupt header: ?/, '') || 'its header ends too early';
}
