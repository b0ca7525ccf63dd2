// What is random about word2vec: which words are kept, how wide the window is. See also noise.ts.
import { SENTENCE_END } from '../ids';
import { advanced, below, mixed } from '../random';
import { resetNoise } from './noise';
import {
  dynamicWindow, endRate, keepThresholds, maxSentenceLength, progress, sentenceAt, startRate,
  totalTokens, window, worker,
} from './run';

// While a kernel call runs these stand here; between calls, in the worker's record.
let randomState: u64 = 0;
let loss: f64 = 0;
let predictions: f64 = 0;

/** The next id to read, in bytes. */
export let cursor: usize = 0;

export function moveCursor(to: usize): void { cursor = to; }

/** Takes up the worker's record and begins to read at `ids`. */
export function beginCall(ids: usize): void {
  cursor = ids;
  resetNoise();
  randomState = load<u64>(worker);
  loss = load<f64>(worker, 8);
  predictions = load<f64>(worker, 16);
}

/** Puts the worker's record back. */
export function endCall(): void {
  store<u64>(worker, randomState);
  store<f64>(worker, loss, 8);
  store<f64>(worker, predictions, 16);
}

/** Adds what `count` predictions lost: the four lanes of their log-likelihood, in f64. */
// @ts-ignore: decorator
@inline
export function recordLoss(logLikelihood: v128, count: u32): void {
  const high = f32x4.shuffle(logLikelihood, logLikelihood, 2, 3, 2, 3);
  const sum = f64x2.add(f64x2.promote_low_f32x4(logLikelihood), f64x2.promote_low_f32x4(high));
  loss -= f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  predictions += <f64>count;
}

/** 64 random bits. */
// @ts-ignore: decorator
@inline
export function nextBits(): u64 {
  randomState = advanced(randomState);
  return mixed(randomState);
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
