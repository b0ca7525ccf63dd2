// Labelled lines, as fastText's classifier reads them: words become rows, those of their character
// n-grams and of the line's word n-grams with them.
import { SENTENCE_END } from '../ids';
import { gatherFeatures, wordAt } from './contexts';
import {
  contextCapacity, contextsAt, inputTable, maxSentenceLength, progress, rowBytes, sentenceAt,
} from './run';
import { cursor, moveCursor } from './sampling';

/** Ids from here on, as many as `labelCount`, are labels. */
let firstLabel: u32 = 0;
export let labelCount: u32 = 0;
/** The word that stands for the end of a line (fastText's `</s>`), or SENTENCE_END for none. */
let lineEnd: u32 = SENTENCE_END;
/** For each word its hash (u32), of which n-grams of words are made. */
let wordHashes: usize = 0;
/** The most words in an n-gram. */
let wordNgrams: u32 = 1;
/** Rows of n-grams: the first one, and how many there are. */
let firstBucket: u32 = 0;
let buckets: u32 = 0;

export function placeLabels(first: u32, count: u32, endOfLine: u32): void {
  firstLabel = first; labelCount = count; lineEnd = endOfLine;
}

export function placeWordNgrams(hashes: usize, longest: u32, first: u32, count: u32): void {
  wordHashes = hashes; wordNgrams = longest; firstBucket = first; buckets = count;
}

/** Words and labels of the line that was read last. Labels stand at the end of the sentence buffer. */
export let lineWords: u32 = 0;
export let lineLabels: u32 = 0;

// @ts-ignore: decorator
@inline
export function lineLabel(at: u32): u32 {
  return load<u32>(sentenceAt() + (<usize>(maxSentenceLength - 1 - at) << 2));
}

/** Reads the next line; what is beyond the longest one is passed over. */
export function nextLine(end: usize): void {
  const sentence = sentenceAt(), room = maxSentenceLength - 1;
  let at = cursor;
  let words: u32 = 0, labels: u32 = 0;
  let tokens: u64 = 0;
  while (at < end) {
    const id = load<u32>(at);
    at += 4;
    if (id == SENTENCE_END) {
      if (lineEnd != SENTENCE_END) {
        store<u32>(sentence + (<usize>words << 2), lineEnd);
        words++;
        tokens++;
      }
      break;
    }
    tokens++;
    if (words + labels == room) continue;
    if (id - firstLabel < labelCount) {
      store<u32>(sentence + (<usize>(room - labels) << 2), id - firstLabel);
      labels++;
    } else {
      store<u32>(sentence + (<usize>words << 2), id);
      words++;
    }
  }
  moveCursor(at);
  lineWords = words;
  lineLabels = labels;
  atomic.add<u64>(progress, tokens);
}

/** Lists the input rows of the line, as many as there is room for; returns how many there are. */
export function gatherLine(): u32 {
  let count: u32 = 0;
  for (let at: u32 = 0; at < lineWords; at++) count = gatherFeatures(wordAt(at), count);
  return wordNgrams > 1 ? gatherWordNgrams(count) : count;
}

/** fastText's hash of two words and more, with the sign extension of its 32-bit hashes. */
function gatherWordNgrams(count: u32): u32 {
  let to = contextsAt() + (<usize>count << 2);
  const limit = contextsAt() + (<usize>contextCapacity << 2);
  for (let first: u32 = 0; first < lineWords; first++) {
    let hash = hashAt(first);
    const end = min(first + wordNgrams, lineWords);
    for (let at = first + 1; at < end && to < limit; at++) {
      hash = hash * 116049371 + hashAt(at);
      const row = firstBucket + <u32>(hash % <u64>buckets);
      store<u32>(to, <u32>(inputTable + <usize>row * rowBytes));
      to += 4;
    }
  }
  return <u32>((to - contextsAt()) >> 2);
}

// @ts-ignore: decorator
@inline
function hashAt(position: u32): u64 {
  return <u64><i64><i32>load<u32>(wordHashes + (<usize>wordAt(position) << 2));
}
