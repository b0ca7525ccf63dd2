import { createProgress, importOptional, type OnProgress } from '@tovec/core';
import type { Sharp } from 'sharp';

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
  readonly pixelLimit: number;
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
  { pathOf, size, pixelLimit, signal, onProgress }: ReadThumbnailsOptions,
): Promise<ReadonlyMap<string, Thumbnail>> {
  const { default: sharp } = await importOptional('sharp', '^0.35.0', () => import('sharp'));
  const total = items.length;
  const progress = createProgress({ phase: 'thumbnails', unit: 'pictures', total, onProgress });
  const thumbnails: Thumbnail[] = new Array(total);
  let next = 0;
  let done = 0;
  const lane = async () => {
    while (next < total) {
      signal?.throwIfAborted();
      const index = next++;
      const picture = sharp(pathOf(items[index]!), { limitInputPixels: pixelLimit });
      thumbnails[index] = { index, ...(await shrink(picture, size)) };
      progress.report(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, total) }, lane));
  return new Map(items.map((item, index) => [item, thumbnails[index]!]));
}

async function shrink(picture: Sharp, size: number): Promise<Omit<Thumbnail, 'index'>> {
  try {
    const { data, info } = await picture
      .autoOrient()
      .resize(size, size, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality })
      .toBuffer({ resolveWithObject: true });
    const uri = `data:image/webp;base64,${data.toString('base64')}`;
    return { uri, isTransparent: info.channels === 4 };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
