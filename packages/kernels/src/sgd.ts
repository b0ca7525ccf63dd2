import { sgdWasm } from './generated/sgd.js';
import { sgdRelaxedWasm } from './generated/sgdRelaxed.js';
import { lazyFusedModule } from './modules.js';

/**
 * The training kernel: stochastic gradient descent from id streams to embedding tables. Addresses
 * are bytes in the memory it was instantiated on. Rows are `rowBytes` apart, a multiple of 16, and
 * what pads them stays zero.
 */
export interface SgdKernel {
  /** Says where the tables of the run are; `tree` for hierarchical softmax, else 0. */
  placeTables(input: number, output: number, tree: number, rowBytes: number): void;
  /** Alias table of `words` noise words, sub-sampling thresholds, and the shared count of tokens. */
  placeSampling(aliasTable: number, words: number, keepThresholds: number, progress: number): void;
  /**
   * For each word its way up the Huffman tree: offsets, and steps of `node · 2 + label`. A step whose
   * logit is beyond `limit`, either way, is not learnt from.
   */
  placePaths(offsets: number, steps: number, limit: number): void;
  /** For each word the input rows that it is made of: offsets, and rows. */
  placeFeatures(offsets: number, rows: number): void;
  /** Which ids are labels, and the word that ends a line (0xffffffff for none). */
  placeLabels(firstLabel: number, labels: number, lineEnd: number): void;
  /**
   * Ids from `firstTag` on are tags of documents, whose input rows begin at `firstRow`; the row
   * `padding` stands for words beyond a document's ends.
   */
  placeTags(firstTag: number, firstRow: number, padding: number): void;
  /** Hashes of words, the longest n-gram of words, and the input rows that n-grams share. */
  placeWordNgrams(hashes: number, longest: number, firstRow: number, rows: number): void;
  /**
   * The first so many rows of the input, output and tree tables stay as they are; they are placed
   * before. Scratch is larger then.
   */
  freezeRows(inputs: number, outputs: number, nodes: number): void;
  /** Says where this worker's record (random state u64, loss f64, predictions f64) and scratch are. */
  placeWorker(record: number, scratch: number): void;
  /** Bytes of an output row where inputs are concatenated; `placeTables` makes it those of an input row. */
  setOutputRowBytes(bytes: number): void;
  setHyperparameters(
    window: number,
    negative: number,
    noiseReuse: number,
    dynamicWindow: 0 | 1,
    contextMean: 0 | 1,
    startRate: number,
    endRate: number,
    totalTokens: number,
  ): void;
  /** The longest sentence, and the most input rows and outputs of one step. */
  setCapacities(sentence: number, inputRows: number, outputs: number): void;
  /** Bytes of scratch one worker needs, once rows, hyperparameters and capacities are set. */
  scratchBytes(): number;
  /** Initial vectors: uniform in (−½, ½) · scale / dimensions, by SplitMix64 starting at `seed`. */
  fillUniform(
    table: number,
    rows: number,
    dimensions: number,
    rowBytes: number,
    scale: number,
    seed: bigint,
  ): void;
  /** Trains on `count` ids, in which 0xffffffff ends a sentence. */
  trainSkipGram(ids: number, count: number): void;
  /** The same for continuous bag of words. */
  trainCbow(ids: number, count: number): void;
  /** Skip-gram with words that are the mean of several input rows: FastText. */
  trainSubwordSkipGram(ids: number, count: number): void;
  trainSubwordCbow(ids: number, count: number): void;
  /** PV-DBOW: documents, ids of tags and then of words, whose tags each predict every word. */
  trainDocumentsDbow(ids: number, count: number): void;
  /** The same with skip-gram among the words. */
  trainDocumentsSkipGram(ids: number, count: number): void;
  /** PV-DM: the mean or the sum of tags and a window's words predicts the word in its middle. */
  trainDocumentsDm(ids: number, count: number): void;
  /** PV-DM with tags and words concatenated; outputs are as wide as that. */
  trainDocumentsConcatenated(ids: number, count: number): void;
  /** fastText's classifier on labelled lines: the whole softmax over all labels. */
  trainLinesSoftmax(ids: number, count: number): void;
  /** The same by the labels' Huffman tree, by negative sampling, or both. */
  trainLinesSampled(ids: number, count: number): void;
  /** The same with one logistic regression for each label. */
  trainLinesOneVsAll(ids: number, count: number): void;
}

/** The training loops of the kernel. */
export type SgdLoop = Extract<keyof SgdKernel, `train${string}`>;

/** The compiled training kernel. */
export const sgdModule = /* @__PURE__ */ lazyFusedModule(sgdRelaxedWasm, sgdWasm);
