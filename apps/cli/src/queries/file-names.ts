import { posix } from 'node:path';
import { describeValue, MissingItemError, nearestNames } from '@tovec/core';
import type { KeyedVectors } from '@tovec/vectors';

/** Items told when a name stands for several. */
const shownItems = 5;

/**
 * The item that a file name stands for: the name as it is, the same path written otherwise, or the only
 * item that ends in it, as that of `photos/cat.jpg` does in `cat.jpg`. What does not look like a file
 * is left to the table.
 *
 * @throws MissingItemError when no item or several are meant
 */
export function itemOfFile(vectors: KeyedVectors, name: string): string {
  if (vectors.has(name) || !/[\\/]|\.[a-z][a-z0-9]{1,4}$/i.test(name)) return name;
  const path = posix.normalize(name.replaceAll('\\', '/'));
  if (vectors.has(path)) return path;
  const items = vectors.items.toArray();
  const inside = items.filter((item) => path.endsWith(`/${item}`));
  // Of an absolute path the longest end counts: `b/c.jpg` rather than `c.jpg`.
  if (inside.length > 0) return inside.reduce((a, b) => (b.length > a.length ? b : a));
  const ending = items.filter((item) => item.endsWith(`/${path}`));
  if (ending.length === 1) return ending[0]!;
  if (ending.length > 1) {
    const shown = ending.slice(0, shownItems).map(describeValue).join(', ');
    const more = ending.length > shownItems ? ', …' : '';
    throw new MissingItemError(
      `${ending.length} items are called ${describeValue(name)}: ${shown}${more}. Say which.`,
      { item: name },
    );
  }
  throw unknownFile(name, path, items);
}

/** With the nearest spellings, of whole paths and of file names alone. */
function unknownFile(name: string, path: string, items: readonly string[]): MissingItemError {
  const byBase = new Map(items.map((item) => [posix.basename(item), item]));
  const bases = nearestNames(posix.basename(path), byBase.keys()).map((base) => byBase.get(base)!);
  const near = [...new Set([...nearestNames(path, items), ...bases])].slice(0, 3);
  const hint = near.length === 0 ? '' : ` Did you mean ${near.map(describeValue).join(' or ')}?`;
  return new MissingItemError(
    `There is no vector for ${describeValue(name)} among ${items.length} items.${hint}`,
    { item: name },
  );
}
