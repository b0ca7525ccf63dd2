export type { WalkStrategy } from '@tovec/training';
export { type PairOperator, pairOperators, pairVectors } from '@tovec/vectors';
export { CsrGraph, type GraphCounts, type GraphNeighbor } from '../csr/csr-graph.js';
export type { EdgeInput, NodeName } from '../inputs/from-edges.js';
export type { GraphologyGraph } from '../inputs/from-graphology.js';
export { type GraphInput, graphFrom } from '../inputs/graph-from.js';
export type { GraphFromOptions } from '../inputs/options.js';
export { loadNode2Vec } from './load-node2vec.js';
export { Node2Vec, type Node2VecSettings } from './node2vec.js';
export type {
  Node2VecExtendOptions,
  Node2VecTrainOptions,
  RandomWalksOptions,
} from './options.js';
export { randomWalks } from './random-walks.js';
export type { Node2VecReport } from './report.js';
export { trainNode2Vec } from './train-node2vec.js';
