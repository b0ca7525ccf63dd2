// The text kernel: bytes → words → counts, and bytes → words → ids.
import { SENTENCE_END } from './ids';
import { isUtf8 } from './text/utf8';
import { entryCount, lookUp, lookUpOrAdd, pruneTable } from './text/table';
import { isSentenceEnd, isSeparator, wordEnd } from './text/words';

export {
  createTable, getBytes, getBytesUsed, getEntries, getEntryCount, placeTable, rebuildSlots,
} from './text/table';
export { setForm } from './text/words';

/** Why the last call stopped before the end of its text: 0 it did not, 1 invalid UTF-8. */
let fault: u32 = 0;
export function getFault(): u32 { return fault; }

/** Sentence ends that countWords has passed since the module was instantiated. */
let sentences: u64 = 0;
export function getSentences(): f64 { return <f64>sentences; }

/** The id of the tag whose number is 0; SENTENCE_END where the text has no tags. */
let firstTag: u32 = SENTENCE_END;

/**
 * Says that runs of text which begin with 0xfd, a byte that UTF-8 does not have, are tags: their decimal
 * number follows. They are not counted, and their ids are their numbers from `first` on.
 */
export function setTags(first: u32): void { firstTag = first; }

// @ts-ignore: decorator
@inline
function isTag(at: usize): bool { return firstTag != SENTENCE_END && load<u8>(at) == 0xfd; }

/** Words seen by countWords, or ids written by encodeWords. */
let produced: u32 = 0;
export function getProduced(): u32 { return produced; }

/**
 * Counts the words of `length` bytes at `text` in the table. A word that touches the end is left for
 * the next call unless `isLast`. Returns the bytes consumed; at a fault, up to the faulty word.
 */
export function countWords(text: usize, length: u32, isLast: bool, checkUtf8: bool): u32 {
  const end = text + length;
  let at = text;
  produced = 0;
  fault = 0;
  while (true) {
    while (at < end && isSeparator(load<u8>(at))) {
      sentences += u64(isSentenceEnd(load<u8>(at)));
      at++;
    }
    if (at == end) break;
    const stop = wordEnd(at, end);
    if (stop == end && !isLast) break;
    if (isTag(at)) { at = stop; continue; }
    const known = entryCount;
    const value = lookUpOrAdd(at, <u32>(stop - at));
    if (entryCount != known && checkUtf8 && !isUtf8(at, <u32>(stop - at))) {
      fault = 1;
      break;
    }
    store<u64>(value, load<u64>(value) + 1);
    produced++;
    at = stop;
  }
  return <u32>(at - text);
}

/** Drops words counted at most 1, 2, 3 … times until at most `limit` are left; returns how many. */
export function pruneTo(limit: u32): u32 {
  const before = entryCount;
  for (let threshold: u64 = 1; entryCount > limit; threshold++) pruneTable(threshold);
  return before - entryCount;
}

/**
 * Adds the counts of another table to this one: `count` entries at `others`, their words at
 * `otherBytes`.
 */
export function mergeTable(others: usize, otherBytes: usize, count: u32): void {
  for (let entry: u32 = 0; entry < count; entry++) {
    const at = others + (<usize>entry << 4);
    const value = lookUpOrAdd(otherBytes + load<u32>(at), load<u32>(at, 4));
    store<u64>(value, load<u64>(value) + load<u64>(at, 8));
  }
}

/**
 * Writes the ids of the words in `length` bytes at `text` to `ids`, at most `capacity`, with
 * SENTENCE_END after each sentence that has any. A table value is how many ids a word stands for
 * (high half) and the id itself, or, unless that is one, where they begin in `expansions` (low half).
 * Words that are not in the table are passed over. A sentence that touches the end is left for the
 * next call where it can be: when an earlier one was finished. Returns the bytes consumed.
 */
export function encodeWords(
  text: usize, length: u32, isLast: bool, expansions: usize, ids: usize, capacity: u32,
): u32 {
  const end = text + length, limit = ids + (<usize>capacity << 2);
  let at = text, to = ids;
  // Where the last whole sentence ended, in the text and in the ids.
  let sentenceText = text, sentenceIds = ids;
  let isOpen = false, isFull = false;
  while (true) {
    while (at < end && isSeparator(load<u8>(at))) {
      if (isSentenceEnd(load<u8>(at))) {
        if (isOpen && to < limit) {
          store<u32>(to, SENTENCE_END);
          to += 4;
          isOpen = false;
        }
        sentenceText = at + 1;
        sentenceIds = to;
      }
      at++;
    }
    if (at == end) break;
    const stop = wordEnd(at, end);
    if (stop == end && !isLast) break;
    if (isTag(at)) {
      if (to > limit - 8) { isFull = true; break; }
      store<u32>(to, firstTag + decimal(at + 1, stop));
      to += 4;
      at = stop;
      isOpen = true;
      continue;
    }
    const value = lookUp(at, <u32>(stop - at));
    if (value != 0) {
      const one = load<u32>(value), count = load<u32>(value, 4);
      if (to + (<usize>count << 2) > limit - 4) { isFull = true; break; }
      if (count == 1) store<u32>(to, one);
      else memory.copy(to, expansions + (<usize>one << 2), <usize>count << 2);
      to += <usize>count << 2;
      isOpen = true;
    }
    at = stop;
  }
  if ((!isLast || isFull) && sentenceText > text) {
    at = sentenceText;
    to = sentenceIds;
  }
  produced = <u32>((to - ids) >> 2);
  return <u32>(at - text);
}

function decimal(at: usize, end: usize): u32 {
  let number: u32 = 0;
  for (; at < end; at++) number = number * 10 + (load<u8>(at) - 0x30);
  return number;
}
