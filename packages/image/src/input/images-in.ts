import type { Dirent } from 'node:fs';
import { check, SourceError } from '@tovec/core';

export interface ImagesInOptions {
  /** Also in the folders within; default false. */
  readonly recursive?: boolean | undefined;
}

const PICTURE = /\.(jpe?g|jfif|png|webp|gif|tiff?|avif|hei[cf]|svg|bmp)$/i;

/**
 * The paths of the pictures in a folder, by their endings, sorted. Hidden files are passed over; what
 * only looks like a picture is for the encoder to say.
 *
 * @throws SourceError when the folder cannot be read
 *
 * @example
 * ```ts no-run
 * import { imagesIn } from '@tovec/image';
 *
 * const paths = await imagesIn('photographs', { recursive: true });
 * ```
 */
export async function imagesIn(folder: string, options: ImagesInOptions = {}): Promise<string[]> {
  check.knownKeys('ImagesInOptions', options, ['recursive']);
  const recursive = check.boolean('recursive', options.recursive ?? false);
  const { readdir } = await import('node:fs/promises');
  const { join } = await import('node:path');
  let entries: Dirent[];
  try {
    entries = await readdir(check.string('folder', folder, { nonEmpty: true }), {
      recursive,
      withFileTypes: true,
    });
  } catch (cause) {
    throw new SourceError(`The folder ${folder} cannot be read: ${(cause as Error).message}.`, {
      source: folder,
      cause,
    });
  }
  return entries
    .filter(
      (entry) => !entry.isDirectory() && !entry.name.startsWith('.') && PICTURE.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
