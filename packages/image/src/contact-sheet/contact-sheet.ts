import { check, htmlPage, InvalidInputError, type OnProgress } from '@tovec/core';
import { checkDecodeOptions } from '../input/decode-options.js';
import { renderSheet } from './render-sheet.js';
import { style, thumbnailRules } from './style.js';
import { readThumbnails } from './thumbnails.js';

/** A picture of a sheet by the name of its item, and how similar it is to the first of its group. */
export interface SheetNeighbor {
  readonly item: string;
  /** The cosine, from -1 to 1. */
  readonly score: number;
}

/** What stands together on a sheet: a picture and others beside it. */
export interface SheetGroup {
  readonly item: string;
  readonly others: readonly SheetNeighbor[];
}

export interface ContactSheetOptions {
  /** Default `'Contact sheet'`. */
  readonly title?: string | undefined;
  /** Lines below the title. */
  readonly summary?: readonly string[] | undefined;
  /** Where the picture of an item is; default: the item is its path. */
  readonly pathOf?: ((item: string) => string) | undefined;
  /** The longer side of a thumbnail in pixels; default 192. Smaller pictures stay as they are. */
  readonly thumbnailSize?: number | undefined;
  /** The most pixels a picture may have; larger ones are not shown. Default as of `decodeImage`. */
  readonly maxPixels?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Phase `'thumbnails'`, in pictures. */
  readonly onProgress?: OnProgress | undefined;
}

export interface ContactSheet {
  /** One page of HTML that needs nothing else. */
  readonly html: string;
  /** Pictures that could not be read, and why; the page has an empty frame for them. */
  readonly unreadable: readonly { readonly item: string; readonly reason: string }[];
}

/**
 * A page of pictures with those that are like them, to look at: each group is a picture and others with
 * their similarity to it. Thumbnails are part of the page, each once, however often it is shown.
 *
 * @throws InvalidInputError when there are no groups, MissingDependencyError without `sharp`
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { contactSheet } from '@tovec/image';
 * import sharp from 'sharp';
 *
 * const folder = await mkdtemp(join(tmpdir(), 'tovec-'));
 * for (const name of ['red.png', 'crimson.png']) {
 *   const picture = sharp({ create: { width: 32, height: 24, channels: 3, background: '#dc143c' } });
 *   await picture.toFile(join(folder, name));
 * }
 * const groups = [{ item: 'red.png', others: [{ item: 'crimson.png', score: 0.98 }] }];
 * const { html } = await contactSheet(groups, { pathOf: (item) => join(folder, item) });
 * console.log(html.includes('aria-label="crimson.png"'), html.match(/data:image/g)?.length); // true 2
 * ```
 */
export async function contactSheet(
  groups: readonly SheetGroup[],
  options: ContactSheetOptions = {},
): Promise<ContactSheet> {
  check.knownKeys('ContactSheetOptions', options, optionNames);
  const { title = 'Contact sheet', summary = [], signal, onProgress } = options;
  if (groups.length === 0) {
    throw new InvalidInputError('A contact sheet needs at least one group of pictures.', {
      ...{ argument: 'groups', given: groups },
    });
  }
  const pictures = new Set(groups.flatMap(({ item, others }) => [item, ...namesOf(others)]));
  const thumbnails = await readThumbnails([...pictures], {
    pathOf: options.pathOf ?? ((item) => item),
    size: check.integer('thumbnailSize', options.thumbnailSize ?? 192, { min: 16, max: 1024 }),
    maxPixels: checkDecodeOptions({ maxPixels: options.maxPixels }).maxPixels,
    ...{ signal, onProgress },
  });
  return {
    html: htmlPage({
      title,
      style: style + thumbnailRules(thumbnails),
      content: renderSheet({ title, summary, groups, thumbnails }),
    }),
    unreadable: [...thumbnails].flatMap(([item, { reason }]) =>
      reason === undefined ? [] : [{ item, reason }],
    ),
  };
}

const optionNames = [
  ...['title', 'summary', 'pathOf', 'thumbnailSize', 'maxPixels', 'signal', 'onProgress'],
];

function namesOf(others: readonly SheetNeighbor[]): string[] {
  return others.map(({ item }) => item);
}
