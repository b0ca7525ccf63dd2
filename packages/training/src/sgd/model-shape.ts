import type { SgdLoop } from '@tovec/kernels';
import { type HuffmanPaths, huffmanPaths, huffmanTree } from './huffman.js';
import type { SgdSettings } from './settings.js';

/** Input rows that each id is made of, when that is not one row of its own: FastText's subwords. */
export interface IdFeatures {
  /** Where the rows of each id begin, and at the end how many there are: `ids + 1` numbers. */
  readonly offsets: Uint32Array;
  /** The rows, one id after the other. */
  readonly rows: Uint32Array;
}

/** What a run on labelled lines needs beside the rows of words. */
interface LineShape {
  /** Ids of labels are one after the other from here. */
  readonly firstLabel: number;
  readonly labels: number;
  /** The id that stands for the end of a line. */
  readonly lineEnd: number | undefined;
  /** The longest n-gram of words. */
  readonly wordNgrams: number;
  /** For each id a hash, of which n-grams of words are made. */
  readonly hashes: Uint32Array;
  /** The rows that n-grams share. */
  readonly firstBucket: number;
  readonly buckets: number;
}

/** Tags of documents among the ids, and their rows among the input rows. */
interface TagShape {
  /** Ids of tags are one after the other from here. */
  readonly firstTag: number;
  /** The input row of the first tag. */
  readonly firstRow: number;
  /** The input row that stands for words beyond the ends of a document. */
  readonly padding: number;
  /** The most tags that one document has. */
  readonly most: number;
}

/** The tables of a training run, and how ids lead to their rows. */
export interface ModelShape {
  /** The loop of the kernel that trains them. */
  readonly loop: SgdLoop;
  readonly inputRows: number;
  /** 0 when nothing but a Huffman tree is predicted. */
  readonly outputRows: number;
  readonly paths?: HuffmanPaths | undefined;
  /** A step of a path whose logit is beyond this, either way, is not learnt from; default: none is. */
  readonly pathLimit?: number | undefined;
  readonly features?: IdFeatures | undefined;
  readonly lines?: LineShape | undefined;
  readonly tags?: TagShape | undefined;
  /** How many input rows an output row is as wide as: more than 1 where inputs are concatenated. */
  readonly outputParts?: number | undefined;
  /** How many of the first rows of each table stay as they are: those of a model that is added to. */
  readonly frozen?:
    | { readonly input: number; readonly output: number; readonly tree: number }
    | undefined;
  /** How often each output occurs: what noise words are drawn by. */
  readonly outputCounts: Float64Array;
  /** How often each id occurs: what sub-sampling goes by. */
  readonly idCounts: Float64Array;
}

/**
 * The shape of a model that predicts words from words.
 *
 * @param treeCounts what the Huffman tree is made from, if there is to be one
 * @param subwords what words are made of, and how many rows there are for that
 */
export function wordShape(
  settings: SgdSettings,
  counts: Float64Array,
  {
    treeCounts = counts,
    subwords,
  }: {
    readonly treeCounts?: Float64Array;
    readonly subwords?: (IdFeatures & { readonly inputRows: number }) | undefined;
  } = {},
): ModelShape {
  const { architecture, negative, hierarchicalSoftmax } = settings;
  const isCbow = architecture === 'cbow';
  const rows = counts.length;
  return {
    ...(subwords
      ? { loop: isCbow ? 'trainSubwordCbow' : 'trainSubwordSkipGram', features: subwords }
      : { loop: isCbow ? 'trainCbow' : 'trainSkipGram' }),
    inputRows: subwords?.inputRows ?? rows,
    outputRows: negative > 0 ? rows : 0,
    paths: hierarchicalSoftmax ? pathsOf(treeCounts) : undefined,
    // word2vec.c passes over decisions that are certain, rightly or wrongly; fastText does not.
    pathLimit: subwords ? undefined : 6,
    outputCounts: counts,
    idCounts: counts,
  };
}

/** The ways through the Huffman tree of `counts`, in whatever order they are. */
export function pathsOf(counts: Float64Array): HuffmanPaths {
  const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  const sorted = huffmanPaths(huffmanTree(counts.map((_, at) => counts[order[at]!]!)));
  if (order.every((id, at) => id === at)) return sorted;
  return reordered(sorted, order);
}

/** Paths of items that stand elsewhere: item `at` of `paths` is id `order[at]`. */
function reordered(paths: HuffmanPaths, order: readonly number[]): HuffmanPaths {
  const places = new Uint32Array(order.length);
  for (const [at, id] of order.entries()) places[id] = at;
  const offsets = new Uint32Array(paths.offsets.length);
  const steps = new Uint32Array(paths.steps.length);
  for (const [id, at] of places.entries()) {
    const way = paths.steps.subarray(paths.offsets[at]!, paths.offsets[at + 1]!);
    steps.set(way, offsets[id]!);
    offsets[id + 1] = offsets[id]! + way.length;
  }
  return { offsets, steps, longest: paths.longest };
}

/** The most rows that one id is made of. */
export function longestFeatures({ features }: ModelShape): number {
  if (!features) return 1;
  let longest = 1;
  for (let id = 1; id < features.offsets.length; id++) {
    longest = Math.max(longest, features.offsets[id]! - features.offsets[id - 1]!);
  }
  return longest;
}
