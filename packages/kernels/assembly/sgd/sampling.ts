// What is random about word2vec: which words are kept, how wide the window is. See also noise.ts.
import { SENTENCE_END } from '../ids';
import { below } from '../random';
import { resetNoise } from './noise';
import { nextBits, takeUpRecord } from './record';
import {
  dynamicWindow, endRate, keepThresholds, maxSentenceLength, progress, sentenceAt, startRate,
  totalTokens, window,
} from './run';

/** The next id to read, in bytes. */
export let cursor: usize = 0;

export function moveCursor(to: usize): void { cursor = to; }

/** Takes up the worker's record and begins to read at `ids`. */
export function beginCall(ids: usize): void {
  cursor = ids;
  resetNoise();
  takeUpRecord();
}

/**
 * Copies the next sentence, without the words that sub-sampling drops (Mikolov et al. 2013, eq. 5),
 * to the sentence buffer, counts its tokens as done, and returns how many words were kept.
 */
export function nextSentence(end: usize): u32 {
  const sentence = sentenceAt();
  let at = cursor;
  let kept: u32 = 0;
  let tokens: u64 = 0;
  while (at < end && kept < maxSentenceLength) {
    const id = load<u32>(at);
    at += 4;
    if (id == SENTENCE_END) break;
    tokens++;
    store<u32>(sentence + (<usize>kept << 2), id);
    kept += <u32>(<u32>(nextBits() >> 32) <= load<u32>(keepThresholds + (<usize>id << 2)));
  }
  cursor = at;
  atomic.add<u64>(progress, tokens);
  return kept;
}

/** The learning rate now: it falls linearly from start to end over the whole run. */
export function learningRate(): f32 {
  const left = 1 - <f64>atomic.load<u64>(progress) / totalTokens;
  const rate = <f32>(<f64>startRate * left);
  return rate > endRate ? rate : endRate;
}

/** How many words to look at on either side of this one. */
// @ts-ignore: decorator
@inline
export function drawWindow(): u32 {
  return dynamicWindow ? 1 + below(nextBits(), window) : window;
}
