import { Items } from '@tovec/core';

/** The names of one table, then those of another. */
export function joinItems(first: Items, second: Items): Items {
  const utf8 = new Uint8Array(first.utf8.length + second.utf8.length);
  utf8.set(first.utf8);
  utf8.set(second.utf8, first.utf8.length);
  const offsets = new Uint32Array(first.length + second.length + 1);
  offsets.set(first.offsets);
  for (let at = 1; at <= second.length; at++) {
    offsets[first.length + at] = first.utf8.length + second.offsets[at]!;
  }
  return new Items(utf8, offsets);
}
