import { createProgress, type OnProgress } from '@tovec/core';
import type { Sharp } from 'sharp';
import { decodeImage } from '../input/decode-image.js';
import { loadSharp } from '../input/decode-with-sharp.js';

/** A small picture that is part of a page, or why there is none. */
export interface Thumbnail {
  /** Which one it is on the page. */
  readonly index: number;
  /** A `data:` URI. */
  readonly uri?: string | undefined;
  readonly isTransparent?: boolean | undefined;
  readonly reason?: string | undefined;
}

export interface ReadThumbnailsOptions {
  readonly pathOf: (item: string) => string;
  /** The longer side, in pixels. */
  readonly size: number;
  readonly maxPixels: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Pictures decoded at a time: libvips has threads of its own. */
const concurrency = 4;

/** WebP's; lower ones show on faces. */
const quality = 76;

/** Reads pictures small, as they are to be looked at: turned upright, transparent where they are. */
export async function readThumbnails(
  items: readonly string[],
  options: ReadThumbnailsOptions,
): Promise<ReadonlyMap<string, Thumbnail>> {
  const { signal, onProgress } = options;
  const total = items.length;
  const progress = createProgress({ phase: 'thumbnails', unit: 'pictures', total, onProgress });
  const thumbnails: Thumbnail[] = new Array(total);
  let next = 0;
  let done = 0;
  const lane = async () => {
    while (next < total) {
      signal?.throwIfAborted();
      const index = next++;
      thumbnails[index] = { index, ...(await thumbnailOf(options.pathOf(items[index]!), options)) };
      progress.report(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, total) }, lane));
  return new Map(items.map((item, index) => [item, thumbnails[index]!]));
}

/** From the file itself, which is fastest; what libvips does not read is decoded first. */
async function thumbnailOf(
  path: string,
  { size, maxPixels, signal }: ReadThumbnailsOptions,
): Promise<Omit<Thumbnail, 'index'>> {
  const sharp = await loadSharp();
  try {
    return await shrink(sharp(path, { limitInputPixels: maxPixels }).autoOrient(), size);
  } catch {
    signal?.throwIfAborted();
  }
  try {
    const { data, width, height } = await decodeImage(path, { maxPixels, signal });
    return await shrink(sharp(data, { raw: { width, height, channels: 3 } }), size);
  } catch (error) {
    signal?.throwIfAborted();
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

async function shrink(picture: Sharp, size: number): Promise<Omit<Thumbnail, 'index'>> {
  const { data, info } = await picture
    .resize(size, size, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality })
    .toBuffer({ resolveWithObject: true });
  const uri = `data:image/webp;base64,${data.toString('base64')}`;
  return { uri, isTransparent: info.channels === 4 };
}
