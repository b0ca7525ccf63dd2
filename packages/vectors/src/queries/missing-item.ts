import { describeValue, type Items, MissingItemError, nearestNames } from '@tovec/core';

/** Suggestions come from the first rows: the most frequent items, where trainers wrote the file. */
const suggestFrom = 20_000;

/** The error for an item without a vector, with the spellings that are nearest to it. */
export function missingItem(
  item: string,
  items: Items,
  rowOf: (item: string) => number,
): MissingItemError {
  const found = suggestions(item, items, rowOf).map(describeValue);
  const hint =
    found.length === 0
      ? ''
      : ` Did you mean ${found.length === 1 ? found[0] : `${found.slice(0, -1).join(', ')} or ${found.at(-1)}`}?`;
  return new MissingItemError(
    `There is no vector for ${describeValue(item)} among ${items.length} items.${hint}`,
    { item },
  );
}

function suggestions(item: string, items: Items, rowOf: (item: string) => number): string[] {
  const lower = item.toLowerCase();
  const title = lower.slice(0, 1).toUpperCase() + lower.slice(1);
  const variants = [lower, title, item.toUpperCase(), item.trim(), item.replaceAll(' ', '_')];
  const known = [...new Set(variants)].filter((variant) => rowOf(variant) >= 0);
  if (known.length > 0) return known;
  return nearestNames(item, alikeNames(item, items));
}

/** Names of nearly the length of `item` that start as it does: few enough to compare in full. */
function* alikeNames(item: string, items: Items): Generator<string> {
  const most = Math.min(items.length, suggestFrom);
  const start = item.slice(0, 1).toLowerCase();
  for (let row = 0; row < most; row++) {
    const bytes = items.offsets[row + 1]! - items.offsets[row]!;
    if (bytes < item.length * 0.6 || bytes > item.length * 4 + 8) continue;
    const name = items.at(row);
    if (name.slice(0, 1).toLowerCase() === start) yield name;
  }
}
