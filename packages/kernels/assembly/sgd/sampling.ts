// What is random about word2vec: which words are kept, how wide the window is, which negatives.
import { SENTENCE_END } from '../ids';
import { advanced, below, mixed } from '../random';
import { nextBlock, setOutput } from './outputs';
import {
  aliasTable, dynamicWindow, endRate, idleAt, keepThresholds, maxSentenceLength, negative, noiseAt,
  noiseListBytes, noiseReuse, outputTable, outputsAt, progress, rowBytes, sentenceAt, startRate,
  totalTokens, vocabularySize, window, worker,
} from './run';

// While a kernel call runs these stand here; between calls, in the worker's record.
let randomState: u64 = 0;
let loss: f64 = 0;
let predictions: f64 = 0;

/** The next id to read, in bytes. */
export let cursor: usize = 0;

/** Takes up the worker's record and begins to read at `ids`. */
export function beginCall(ids: usize): void {
  cursor = ids;
  step = 0;
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

// @ts-ignore: decorator
@inline
function nextBits(): u64 {
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

/** Training steps since the kernel was called. */
let step: u32 = 0;

/**
 * Writes the outputs of one training step in blocks of six: the wanted word (label 1), then noise
 * words (label 0), then idle rows. As in word2vec.c noise that is the wanted word itself is passed
 * over. Returns where the last block ends.
 */
// @ts-ignore: decorator
@inline
export function drawOutputs(wanted: u32, rate: f32): usize {
  const noise = noiseOfStep();
  const noiseEnd = noise + (<usize>load<u32>(noise) << 2);
  let block = outputsAt();
  setOutput(block, 0, outputTable + <usize>wanted * rowBytes, 1, rate);
  let slot: u32 = 1;
  for (let at = noise; at < noiseEnd; ) {
    at += 4;
    const id = load<u32>(at);
    if (id == wanted) continue;
    if (slot == 6) { slot = 0; block = nextBlock(block); }
    setOutput(block, slot++, outputTable + <usize>id * rowBytes, 0, rate);
  }
  while (slot < 6) setOutput(block, slot++, idleAt(), 0, 0);
  return nextBlock(block);
}

/**
 * The list of noise words of the next step. A list serves `noiseReuse` steps that are as many steps
 * apart as a window is wide, so that no context meets the same noise twice, but their rows are still
 * in the cache (docs/decisions/0005).
 */
// @ts-ignore: decorator
@inline
function noiseOfStep(): usize {
  const lists = 2 * window + 1;
  const list = noiseAt() + <usize>(step % lists) * noiseListBytes();
  if ((step / lists) % noiseReuse == 0) drawNoise(list);
  step++;
  return list;
}

/** Draws a list: how many words, then the words, all different; a word drawn again is passed over. */
// @ts-ignore: decorator
@inline
function drawNoise(list: usize): void {
  let count: u32 = 0;
  for (let draw: u32 = 0; draw < negative; draw++) {
    const bits = nextBits();
    const slot = below(bits, vocabularySize);
    const pair = aliasTable + (<usize>slot << 3);
    // Chosen without a branch, which could not be predicted.
    const id = select<u32>(slot, load<u32>(pair, 4), <u32>bits <= load<u32>(pair));
    let isNew = true;
    for (let other: u32 = 1; other <= count; other++) {
      if (load<u32>(list + (<usize>other << 2)) == id) isNew = false;
    }
    store<u32>(list + (<usize>(count + 1) << 2), id);
    count += <u32>isNew;
  }
  store<u32>(list, count);
}
