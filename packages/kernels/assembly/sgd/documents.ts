// Tagged documents: a line's tags stand before its words.
import { SENTENCE_END } from '../ids';
import { inputRow } from './frozen';
import { nextBits } from './record';
import { contextCapacity, contextsAt, keepThresholds, maxSentenceLength, progress, sentenceAt } from './run';
import { cursor, moveCursor } from './sampling';

/** Ids from here on are tags. */
let firstTag: u32 = SENTENCE_END;
/** The input row of the first tag. */
let firstTagRow: u32 = 0;
/** The input row that stands for a word before the beginning or behind the end of a document. */
export let paddingRow: u32 = 0;

export function placeTags(first: u32, firstRow: u32, padding: u32): void {
  firstTag = first; firstTagRow = firstRow; paddingRow = padding;
}

/** Tags of the document that was read last: their rows stand at the beginning of the list of contexts. */
export let documentTags: u32 = 0;

/**
 * Reads the next document: lists the rows of its tags, copies its words, without those that
 * sub-sampling drops, to the sentence buffer, counts its words as done, and returns how many were kept.
 * What is beyond the longest document is passed over.
 */
export function nextDocument(end: usize): u32 {
  const list = contextsAt(), sentence = sentenceAt();
  let at = cursor;
  let tags: u32 = 0, kept: u32 = 0;
  let tokens: u64 = 0;
  for (; at < end; at += 4) {
    const id = load<u32>(at);
    if (id < firstTag || id == SENTENCE_END) break;
    if (tags == contextCapacity) continue;
    store<u32>(list + (<usize>tags << 2), <u32>inputRow(firstTagRow + (id - firstTag), tags));
    tags++;
  }
  while (at < end) {
    const id = load<u32>(at);
    at += 4;
    if (id == SENTENCE_END) break;
    tokens++;
    if (kept == maxSentenceLength) continue;
    store<u32>(sentence + (<usize>kept << 2), id);
    kept += <u32>(<u32>(nextBits() >> 32) <= load<u32>(keepThresholds + (<usize>id << 2)));
  }
  moveCursor(at);
  documentTags = tags;
  atomic.add<u64>(progress, tokens);
  return kept;
}
