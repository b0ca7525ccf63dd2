import { resolve } from 'node:path';
import { encodeUtf8, SourceError, writeFileAtomically } from '@tovec/core';
import type { Context } from '../context.js';
import { namesOf } from '../output/names.js';
import { count } from '../output/numbers.js';
import type { NearGroup } from '../queries/near-groups.js';
import { loadImage } from './load-image.js';

interface SheetTarget {
  readonly path: string;
  /** Where the pictures are that the items are named after. */
  readonly images: string;
  readonly title: string;
  readonly summary: readonly string[];
}

/**
 * Writes a contact sheet of groups of pictures. Says on stderr which cannot be shown.
 *
 * @throws SourceError when none of them can: most often the folder is another
 */
export async function writeContactSheet(
  groups: readonly NearGroup[],
  { path, images, title, summary }: SheetTarget,
  { signal, onProgress, note }: Context,
): Promise<void> {
  const { contactSheet } = await loadImage(() => import('@tovec/image'));
  const pictures = new Set(groups.flatMap(({ item, others }) => [item, ...others.map(itemOf)]));
  // An item that is a whole path, as of several folders, stays what it is.
  const pathOf = (item: string) => resolve(images, item);
  const { html, unreadable } = await contactSheet(groups, {
    ...{ title, summary, pathOf, signal, onProgress },
  });
  if (unreadable.length === pictures.size) {
    throw new SourceError(
      `none of ${count(pictures.size)} pictures can be shown; --images says in which folder they are. ` +
        `The first: ${unreadable[0]!.reason}`,
      { source: images },
    );
  }
  if (unreadable.length > 0) {
    await note(
      `${count(unreadable.length)} of ${count(pictures.size)} pictures cannot be shown: ` +
        namesOf(unreadable.map(itemOf)),
    );
  }
  await writeFileAtomically(path, (file) => file.write(encodeUtf8(html)), { signal });
}

function itemOf({ item }: { readonly item: string }): string {
  return item;
}
