// The words around a word, as rows of the input table.
import { inputRow } from './frozen';
import { contextCapacity, contextsAt, featureOffsets, featureRows, sentenceAt } from './run';
import { drawWindow } from './sampling';

/** The first and the last position of the window around `position`, set by `openWindow`. */
export let firstContext: u32 = 0;
export let lastContext: u32 = 0;

// @ts-ignore: decorator
@inline
export function openWindow(position: u32, length: u32): void {
  const reach = drawWindow();
  firstContext = position > reach ? position - reach : 0;
  lastContext = min<u32>(position + reach, length - 1);
}

// @ts-ignore: decorator
@inline
export function wordAt(position: u32): u32 {
  return load<u32>(sentenceAt() + (<usize>position << 2));
}

/**
 * Lists the input rows of the words around `position`, behind the `count` rows that are listed already;
 * returns how many there are then.
 */
// @ts-ignore: decorator
@inline
export function gatherContexts(position: u32, length: u32, count: u32 = 0): u32 {
  openWindow(position, length);
  const first = firstContext, last = lastContext, list = contextsAt();
  for (let at = first; at <= last; at++) {
    if (at == position) continue;
    store<u32>(list + (<usize>count << 2), <u32>inputRow(wordAt(at), count));
    count++;
  }
  return count;
}

/**
 * Lists the rows that a word's input is made of, behind the `count` rows that are listed already;
 * returns how many there are then. A word for whose rows there is no room is passed over.
 */
// @ts-ignore: decorator
@inline
export function gatherFeatures(word: u32, count: u32): u32 {
  const at = featureOffsets + (<usize>word << 2);
  if (load<u32>(at, 4) - load<u32>(at) > contextCapacity - count) return count;
  const end = featureRows + (<usize>load<u32>(at, 4) << 2);
  let to = contextsAt() + (<usize>count << 2);
  for (let row = featureRows + (<usize>load<u32>(at) << 2); row < end; row += 4) {
    store<u32>(to, <u32>inputRow(load<u32>(row), <u32>((to - contextsAt()) >> 2)));
    to += 4;
  }
  return <u32>((to - contextsAt()) >> 2);
}
