import {
  type TrainWalksOptions,
  trainWalksOptionKeys,
  type WalksOfOptions,
  walksOfOptionKeys,
} from '@tovec/training';
import { type GraphFromOptions, graphFromOptionKeys } from '../inputs/options.js';

/**
 * How to train Node2Vec. Numbers default to those of the reference implementation, and what that leaves
 * to gensim to gensim's.
 *
 * | option | default | |
 * |---|---|---|
 * | `dimensions` | 128 | numbers in a vector |
 * | `walkLength` | 80 | nodes of a walk |
 * | `walksPerNode` | 10 | walks that start at each node, in each epoch |
 * | `p` | 1 | return parameter: the smaller, the likelier a walk goes straight back |
 * | `q` | 1 | in-out parameter: the smaller, the further a walk wanders; p = q = 1 is DeepWalk |
 * | `extended`, `gamma` | false, 0 | node2vec+: weak edges of weighted graphs count as hardly there |
 * | `strategy` | `'auto'` | `'first-order'`, `'rejection'` or `'precomputed'` |
 * | `window` | 10 | nodes to either side at most; drawn from 1 to this for each node |
 * | `negative` | 5 | noise nodes for each node; 0 with `hierarchicalSoftmax` alone |
 * | `epochs` | 1 | each has walks of its own |
 * | `sample` | 1e-3 | nodes visited more often than this are dropped at random; 0 keeps all |
 * | `learningRate` | 0.025 | falls linearly to `minLearningRate` (1e-4 of it) |
 * | `architecture`, `hierarchicalSoftmax`, … | | whatever Word2Vec of `@tovec/word` takes |
 * | `directed`, `weighted`, `weight`, `format`, … | | how the graph is read: see `graphFrom` |
 * | `workers` | the machine's | with 1, the same seed gives the same bytes on the same engine |
 * | `seed` | 1 | |
 * | `checkpoint`, `resume` | | `{ directory, everySeconds: 30 }`, and the directory to go on from |
 * | `signal`, `onProgress` | | phases `read`, `count` and `train` |
 */
export interface Node2VecTrainOptions extends TrainWalksOptions, GraphFromOptions {}

/** How to add nodes: how the graph is read and walked; what the vectors are stays as it was. */
export interface Node2VecExtendOptions
  extends Omit<
    Node2VecTrainOptions,
    'dimensions' | 'architecture' | 'hierarchicalSoftmax' | 'negative'
  > {}

/** How to walk: the options of walks, and how the graph is read. */
export interface RandomWalksOptions extends WalksOfOptions, GraphFromOptions {}

/** The keys of {@link Node2VecTrainOptions}. */
export const node2VecTrainOptionKeys: readonly string[] = [
  ...trainWalksOptionKeys,
  ...graphFromOptionKeys,
];

/** The keys of {@link Node2VecExtendOptions}. */
export const node2VecExtendOptionKeys = node2VecTrainOptionKeys.filter(
  (key) => !['dimensions', 'architecture', 'hierarchicalSoftmax', 'negative'].includes(key),
);

/** The keys of {@link RandomWalksOptions}. */
export const randomWalksOptionKeys: readonly string[] = [
  ...walksOfOptionKeys,
  ...graphFromOptionKeys,
];
