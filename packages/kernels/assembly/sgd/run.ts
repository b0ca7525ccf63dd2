// What one training run is about: set once for each kernel instance, read by every loop.
import { outputBytes } from './outputs';

/** First row of the input vectors (word2vec's syn0), in bytes. */
export let inputTable: usize = 0;
/** First row of the output vectors (word2vec's syn1neg). */
export let outputTable: usize = 0;
/** First row of the vectors of the Huffman tree's inner nodes (word2vec's syn1). */
export let treeTable: usize = 0;
/** Bytes from one row to the next; a multiple of 16, the padding stays zero. */
export let rowBytes: usize = 0;
/** The same for outputs and the tree, whose rows are wider where inputs are concatenated. */
export let outputRowBytes: usize = 0;

/** One (threshold u32, other u32) pair for each word: Walker's alias method. */
export let aliasTable: usize = 0;
/** Pairs of the alias table: how many words can be drawn as negatives. */
export let noiseWords: u32 = 0;
/** One u32 for each word: it is kept when a uniform u32 is at most that (sub-sampling). */
export let keepThresholds: usize = 0;
/** One u64 shared by all workers: tokens trained so far, over all epochs. */
export let progress: usize = 0;

/** For each word, where its way up the Huffman tree begins (u32, one more at the end). */
export let pathOffsets: usize = 0;
/** The ways, one after the other: inner node · 2 + label (u32). 0 without hierarchical softmax. */
export let pathSteps: usize = 0;
/** A step whose logit is beyond this, either way, is not learnt from; word2vec.c's 6. */
export let pathLimit: f32 = Infinity;

/** For each word, where the rows begin that its input is made of (u32, one more at the end). */
export let featureOffsets: usize = 0;
/** Those rows of the input table (u32). */
export let featureRows: usize = 0;

/** Where the rows end that are not to be learnt, for each table; 0 where all are. See frozen.ts. */
export let frozenInputEnd: usize = 0;
export let frozenOutputEnd: usize = 0;
export let frozenTreeEnd: usize = 0;

/** This worker's record: random state (u64), summed loss (f64), predictions made (f64). */
export let worker: usize = 0;
/** This worker's scratch space, `scratchBytes()` of it. */
export let scratch: usize = 0;

export let window: u32 = 5;
export let negative: u32 = 5;
/** Training steps that each list of noise words serves. */
export let noiseReuse: u32 = 4;
/** 1 when the window is drawn from 1..window for each word, as word2vec does; 0 when it is fixed. */
export let dynamicWindow: u32 = 1;
export let maxSentenceLength: u32 = 1000;
/** 1 when CBOW averages its context vectors, 0 when it sums them. */
export let contextMean: u32 = 1;
export let startRate: f32 = 0.025;
export let endRate: f32 = 0.0000025;
/** Tokens of the whole run: the learning rate reaches its end there. */
export let totalTokens: f64 = 1;
/** The most input rows that are listed at a time. */
export let contextCapacity: u32 = 0;
/** The most outputs that one step predicts. */
let outputCapacity: u32 = 0;

export function placeTables(input: usize, output: usize, tree: usize, bytesPerRow: usize): void {
  inputTable = input; outputTable = output; treeTable = tree; rowBytes = bytesPerRow;
  outputRowBytes = bytesPerRow;
}

/** Called after `placeTables`, where outputs are wider than inputs. */
export function setOutputRowBytes(bytes: usize): void { outputRowBytes = bytes; }

export function placeSampling(alias: usize, words: u32, keep: usize, progressAt: usize): void {
  aliasTable = alias; noiseWords = words; keepThresholds = keep; progress = progressAt;
}

/** Where the Huffman tree's ways are; 0 for no hierarchical softmax. */
export function placePaths(offsets: usize, steps: usize, limit: f32): void {
  pathOffsets = offsets; pathSteps = steps; pathLimit = limit;
}

export function placeFeatures(offsets: usize, rows: usize): void {
  featureOffsets = offsets; featureRows = rows;
}

/** The first so many rows of each table stay as they are. */
export function freezeRows(inputs: u32, outputs: u32, nodes: u32): void {
  frozenInputEnd = inputs == 0 ? 0 : inputTable + <usize>inputs * rowBytes;
  frozenOutputEnd = outputs == 0 ? 0 : outputTable + <usize>outputs * outputRowBytes;
  frozenTreeEnd = nodes == 0 ? 0 : treeTable + <usize>nodes * outputRowBytes;
}

export function placeWorker(record: usize, scratchAt: usize): void {
  worker = record; scratch = scratchAt;
}

export function setHyperparameters(
  windowSize: u32, negatives: u32, reuse: u32, isDynamic: u32, isMean: u32,
  rateAtStart: f32, rateAtEnd: f32, tokens: f64,
): void {
  window = windowSize; negative = negatives; noiseReuse = reuse; dynamicWindow = isDynamic;
  contextMean = isMean; startRate = rateAtStart; endRate = rateAtEnd; totalTokens = tokens;
}

/** The longest sentence, and the most input rows and outputs of one step. */
export function setCapacities(sentence: u32, contexts: u32, outputs: u32): void {
  maxSentenceLength = sentence; contextCapacity = contexts; outputCapacity = outputs;
}

// Scratch layout: idle row | hidden row | gradient row | sentence | context rows | lists of noise
// words | blocks of outputs | copies of frozen rows, where there are any.

/** A row of zeros that stands in for a missing output. */
// @ts-ignore: decorator
@inline
export function idleAt(): usize { return scratch; }
// @ts-ignore: decorator
@inline
export function hiddenAt(): usize { return scratch + outputRowBytes; }
// @ts-ignore: decorator
@inline
export function gradientAt(): usize { return scratch + 2 * outputRowBytes; }
// @ts-ignore: decorator
@inline
export function sentenceAt(): usize { return scratch + 3 * outputRowBytes; }
// @ts-ignore: decorator
@inline
export function contextsAt(): usize { return sentenceAt() + (<usize>maxSentenceLength << 2); }
// @ts-ignore: decorator
@inline
export function noiseAt(): usize { return contextsAt() + (<usize>contextCapacity << 2); }
/** Bytes of one list: how many words, and the words. */
// @ts-ignore: decorator
@inline
export function noiseListBytes(): usize { return <usize>(negative + 1) << 2; }
/** Steps before a list of noise words is used again: as many as a window is wide. */
// @ts-ignore: decorator
@inline
export function noiseLists(): u32 { return 2 * window + 1; }
// @ts-ignore: decorator
@inline
export function outputsAt(): usize { return noiseAt() + <usize>noiseLists() * noiseListBytes(); }

// @ts-ignore: decorator
@inline
export function copiesAt(): usize {
  return (outputsAt() + outputBytes(outputCapacity) + 15) & ~15;
}

/** Bytes of scratch that one worker needs with the present settings. */
export function scratchBytes(): usize {
  const hasCopies = (frozenInputEnd | frozenOutputEnd | frozenTreeEnd) != 0;
  const copies: usize = hasCopies
    ? <usize>contextCapacity * rowBytes + <usize>outputCapacity * outputRowBytes
    : 0;
  return copiesAt() + copies - scratch;
}
