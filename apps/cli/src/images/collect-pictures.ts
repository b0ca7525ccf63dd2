import { stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { type Source, SourceError } from '@tovec/core';
import { loadImage } from '../files/load-image.js';
import { sourceOf } from '../files/sources.js';

/** A picture to encode, and what its row is to be called. */
export interface PictureFile {
  readonly item: string;
  readonly source: Extract<Source, string | URL>;
}

/**
 * The pictures of files and folders, those of a folder sorted, those of its folders too; each once. Of one
 * folder alone, pictures are called by their paths in it; otherwise by their paths as given.
 *
 * @throws SourceError when there are none
 */
export async function collectPictures(places: readonly string[]): Promise<PictureFile[]> {
  const { imagesIn } = await loadImage(() => import('@tovec/image'));
  const found = new Map<string, PictureFile>();
  for (const place of places) {
    if (!(await isFolder(place))) {
      const source = sourceOf(place) as PictureFile['source'];
      const isPath = typeof source === 'string' && !source.startsWith('npm:');
      const item = isPath ? nameOf(place) : place;
      found.set(item, { item, source });
      continue;
    }
    for (const path of await imagesIn(place, { recursive: true })) {
      const inside = relative(place, path);
      const item = nameOf(places.length === 1 ? inside : join(place, inside));
      found.set(item, { item, source: path });
    }
  }
  if (found.size > 0) return [...found.values()];
  throw new SourceError(`there are no pictures in ${places.join(', ')}`, { source: places[0] });
}

async function isFolder(place: string): Promise<boolean> {
  return (await stat(place).catch(() => undefined))?.isDirectory() ?? false;
}

/** The same on every system: `photos/cat.jpg`. */
function nameOf(path: string): string {
  return posix.normalize(path.replaceAll(sep, '/'));
}
