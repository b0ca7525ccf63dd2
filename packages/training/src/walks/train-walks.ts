import { check, InvalidInputError, UnsupportedError } from '@tovec/core';
import type { KernelInstructions, Matrix } from '@tovec/kernels';
import { checkFits } from '../allocate.js';
import { type Checkpoint, readCheckpoint } from '../checkpoint/checkpoint.js';
import { aligned, bytesOf, prepareDirectory, tensor } from '../checkpoint/file.js';
import type { ResumeOptions } from '../checkpoint/resume-options.js';
import { pickOptions } from '../pick-options.js';
import { checkRunOptions, type RunOptions, runOptionKeys } from '../run-options.js';
import { rowBytesOf, tablesPurpose } from '../sgd/layout.js';
import { type ModelShape, wordShape } from '../sgd/model-shape.js';
import { type SgdOptions, type SgdSettings, sgdOptionKeys, sgdSettings } from '../sgd/settings.js';
import { sliceTokens } from '../sgd/slice-tokens.js';
import { trainTables } from '../sgd/train-tables.js';
import { stopwatch } from '../stopwatch.js';
import { walkStream, walkTasks } from '../streams/walk-stream.js';
import { countVisits } from './count-visits.js';
import { type ArcFacts, type ArcTable, degreeOf, factsOf, startsToLearn } from './graph.js';
import { placeGraph } from './place-graph.js';
import {
  type WalkOptions,
  type WalkSettings,
  type WalkStrategy,
  walkOptionKeys,
  walkSettings,
} from './settings.js';
import { chooseStrategy } from './strategy.js';

/** Everything that training on walks can be told. */
export interface TrainWalksOptions
  extends WalkOptions,
    Omit<SgdOptions, 'maxSentenceLength'>,
    RunOptions {}

/** The keys of {@link TrainWalksOptions}. */
export const trainWalksOptionKeys = [
  ...walkOptionKeys,
  ...sgdOptionKeys.filter((key) => key !== 'maxSentenceLength'),
  ...runOptionKeys,
] as const satisfies readonly (keyof TrainWalksOptions)[];

/**
 * Walks are made for some forty milliseconds of training: the longer, the longer the graph stays in the
 * cache, and a command is still heard soon enough.
 */
const slicesAtOnce = 4;

/** What training on walks begins with. */
export interface TrainWalksStart {
  /**
   * Vectors of the first nodes, which stay as they are, to the bit; the others are learnt beside them,
   * by walks that start at these, or before those that nothing leads away from.
   */
  readonly frozen?: { readonly input: Float32Array; readonly output: Float32Array } | undefined;
  /** What recognises the graph, and tells a checkpoint of this training from others. */
  readonly resumable?: ResumeOptions | undefined;
}

/** What training on walks gives. */
export interface WalkTraining {
  /** A vector for each node; zeros for one that no arc leads to or from. */
  readonly input: Matrix;
  /** Output vectors; none without negatives. In the same memory. */
  readonly output: Matrix | undefined;
  /** Vectors of the Huffman tree's inner nodes; none without hierarchical softmax. */
  readonly tree: Matrix | undefined;
  /** How often the walks of an epoch come by each node, as one round of them tells. */
  readonly visits: Float64Array;
  readonly settings: SgdSettings & WalkSettings;
  readonly report: WalkReport;
}

/** What happened in training on walks. */
export interface WalkReport {
  readonly strategy: WalkStrategy;
  /** Steps of all walks of all epochs, the starts included: the tokens that were trained on. */
  readonly steps: number;
  /**
   * Wall-clock time: preparing the graph and counting visits, training, the share of it that workers
   * walked, and all of it.
   */
  readonly seconds: {
    readonly prepare: number;
    readonly walk: number;
    readonly train: number;
    readonly total: number;
  };
  /** Steps walked per second by one worker, while it walks. */
  readonly stepsPerSecond: number;
  /** Steps trained per second by all workers, walking included. */
  readonly tokensPerSecond: number;
  readonly loss: readonly number[];
  /** The graph and the tables that walks are drawn from, in kernel memory. */
  readonly graphBytes: number;
  /** All of kernel memory: the graph, the tables of vectors, scratch. */
  readonly memoryBytes: number;
  /** Most memory the process has held so far. */
  readonly peakMemoryBytes: number;
  readonly workers: number;
  readonly instructions: KernelInstructions;
}

/**
 * Learns vectors of nodes from random walks, which are taken as sentences (DeepWalk; Perozzi et al.
 * 2014; node2vec; Grover and Leskovec 2016). Each worker walks and trains on its walks, a slice at a
 * time; no walk is kept. Each epoch has walks of its own.
 *
 * @throws InvalidInputError for an option that cannot be, a graph without arcs, or one that does not
 *   fit in memory; UnsupportedError for frozen vectors with hierarchical softmax; SourceError when a
 *   checkpoint can neither be read nor written
 */
export async function trainWalks(
  arcs: ArcTable,
  options: TrainWalksOptions = {},
  { frozen, resumable = {} }: TrainWalksStart = {},
): Promise<WalkTraining> {
  check.knownKeys('TrainWalksOptions', options, trainWalksOptionKeys);
  const { signal, onProgress } = options;
  const walks = walkSettings(options);
  const settings = nodeSettings(options, walks);
  const { workers, checkpoint, resume } = checkRunOptions(options);
  const total = stopwatch();
  if (checkpoint) await prepareDirectory(checkpoint.directory);
  const facts = factsOf(arcs);
  const known = knownNodes(frozen, facts, settings);
  checkTables(facts, settings);
  const sizes = { nodes: facts.nodes, arcs: facts.arcs, 'nodes known before': known };
  const identity = { kind: 'walks', ...settings, ...walks, ...sizes, ...resumable };
  const resumed = resume === undefined ? undefined : await readCheckpoint(resume, identity, signal);
  const threads = resumed?.header.workers ?? workers;

  const preparing = stopwatch();
  const { epochs, seed } = settings;
  const starts = startsToLearn(arcs, known);
  const epochTokens = starts.length * walks.walksPerNode * walks.walkLength;
  const strategy = chooseStrategy(walks, facts, epochTokens * epochs);
  const graph = await placeGraph(arcs, facts, walks, strategy, signal);
  const sliceSteps = slicesAtOnce * sliceTokens(settings);
  const plan = { graph, strategy, settings: walks, seed, sliceSteps };
  const tasks = walkTasks({ ...plan, starts }, threads);
  const visits = resumed ? savedVisits(resumed) : await visitsOf();
  const prepare = preparing();

  const { input, output, tree, report } = await trainTables(
    {
      ...{ settings, shape: shapeOf(), epochTokens, initial: frozen, resumable: identity },
      stream: walkStream(tasks),
      savedSource: () => ({ header: {}, tensors: [tensor('visits', 'F64', bytesOf(visits))] }),
      advice,
    },
    { workers: threads, checkpoint, signal, onProgress, resumed },
  );
  clearIsolated(input, facts, arcs, known);
  return {
    ...{ input, output, tree, visits },
    settings: { ...settings, ...walks },
    report: {
      strategy,
      steps: report.trainedTokens,
      seconds: {
        prepare,
        walk: report.streamSeconds / threads,
        train: report.seconds,
        total: total(),
      },
      stepsPerSecond: report.streamSeconds > 0 ? report.trainedTokens / report.streamSeconds : 0,
      tokensPerSecond: report.tokensPerSecond,
      loss: report.loss,
      graphBytes: graph.bytes,
      memoryBytes: graph.memory.buffer.byteLength + report.memoryBytes,
      peakMemoryBytes: report.peakMemoryBytes,
      ...{ workers: threads, instructions: report.instructions },
    },
  };

  /** From all nodes: what is far from those that are learnt is noise, too. */
  async function visitsOf(): Promise<Float64Array> {
    const everywhere =
      known > 0 ? walkTasks({ ...plan, starts: startsToLearn(arcs, 0) }, threads) : tasks;
    const visits = await countVisits(graph, facts.nodes, everywhere, { signal, onProgress });
    return visits.map((count) => count * walks.walksPerNode);
  }

  function shapeOf(): ModelShape {
    const shape = wordShape(settings, visits);
    return known > 0 ? { ...shape, frozen: { input: known, output: known, tree: 0 } } : shape;
  }
}

/**
 * The settings of the training, completed with the defaults of the reference implementation: skip-gram
 * of 128 dimensions, windows of up to 10, one epoch. What it leaves to gensim is gensim's (5 negatives,
 * a sample of 1e-3, a learning rate of 0.025).
 */
function nodeSettings(options: TrainWalksOptions, { walkLength }: WalkSettings): SgdSettings {
  return sgdSettings({
    ...pickOptions(options, sgdOptionKeys),
    dimensions: options.dimensions ?? 128,
    window: options.window ?? 10,
    epochs: options.epochs ?? 1,
    // A walk is never cut.
    maxSentenceLength: walkLength,
  });
}

/** What to do where the tables do not fit. */
const advice = 'lower dimensions, or leave nodes out';

/** Refuses tables that cannot fit before any walk is walked. @throws InvalidInputError */
function checkTables(
  { nodes }: ArcFacts,
  { dimensions, negative, hierarchicalSoftmax }: SgdSettings,
): void {
  const tables = 1 + (negative > 0 ? 1 : 0) + (hierarchicalSoftmax ? 1 : 0);
  const rows = Array.from({ length: tables }, () => nodes);
  const bytes = tables * nodes * rowBytesOf(dimensions);
  checkFits(bytes, tablesPurpose(rows, dimensions), advice);
}

/** How many nodes have vectors already. */
function knownNodes(
  frozen: TrainWalksStart['frozen'],
  { nodes }: ArcFacts,
  { dimensions, hierarchicalSoftmax }: SgdSettings,
): number {
  if (!frozen) return 0;
  if (hierarchicalSoftmax) {
    throw new UnsupportedError(
      'vectors cannot be added to those of hierarchical softmax: its tree would be another one with ' +
        'more nodes; train all of them again, or with negative sampling',
    );
  }
  const known = frozen.input.length / dimensions;
  if (Number.isInteger(known) && known <= nodes && frozen.output.length === frozen.input.length) {
    return known;
  }
  throw new InvalidInputError(
    `${frozen.input.length} and ${frozen.output.length} numbers are no input and output vectors of ` +
      `${dimensions} dimensions for at most ${nodes} nodes`,
    { argument: 'frozen' },
  );
}

/** New nodes that no walk can come by have no vector: zeros, not what chance began with. */
function clearIsolated(
  input: Matrix,
  { incoming }: ArcFacts,
  { offsets }: ArcTable,
  known: number,
): void {
  const { dimensions, values } = input;
  for (const [node, count] of incoming.entries()) {
    if (node < known || count > 0 || degreeOf(offsets, node) > 0) continue;
    values.fill(0, node * dimensions, (node + 1) * dimensions);
  }
}

function savedVisits({ bytes }: Checkpoint): Float64Array {
  return new Float64Array(aligned(bytes('visits')));
}
