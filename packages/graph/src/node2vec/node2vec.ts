import {
  check,
  type DefinedEncoder,
  defineEncoder,
  type JsonObject,
  UnsupportedError,
  writeModelFile,
} from '@tovec/core';
import {
  pickOptions,
  type SgdSettings,
  stopwatch,
  trainWalks,
  trainWalksOptionKeys,
  type WalkSettings,
  type WalkTraining,
} from '@tovec/training';
import {
  createKeyedVectors,
  type KeyedVectors,
  type OutputTables,
  outputTableTensors,
  vectorTensors,
} from '@tovec/vectors';
import { CsrGraph } from '../csr/csr-graph.js';
import { fingerprintOf, fingerprintOfArcs } from '../csr/fingerprint.js';
import { type GraphInput, readInput } from '../inputs/graph-from.js';
import { graphReading } from '../inputs/options.js';
import { type Node2VecExtendOptions, node2VecExtendOptionKeys } from './options.js';
import type { Node2VecReport } from './report.js';

/** The encoder's id, in files and messages. */
export const node2VecId = 'node2vec';

/** How a model was trained. */
export type Node2VecSettings = SgdSettings & WalkSettings;

interface Parts {
  readonly vectors: KeyedVectors;
  readonly outputs: OutputTables;
  readonly settings: Node2VecSettings;
  readonly report: Node2VecReport;
}

/** A trained Node2Vec model: the vectors, and what it takes to add nodes to them. */
export class Node2Vec implements AsyncDisposable {
  /** The nodes and their vectors: look-up, nearest neighbours. Isolated nodes are rows of zeros. */
  readonly vectors: KeyedVectors;
  /** Encodes names of nodes by look-up; an unknown node is a row of zeros and a note. */
  readonly encoder: DefinedEncoder<string>;
  /** What happened in training: the graph, strategy, steps, seconds, speed, loss. */
  readonly report: Node2VecReport;
  /** The settings it was trained with. */
  readonly settings: Node2VecSettings;
  #outputs: OutputTables;

  constructor({ vectors, outputs, settings, report }: Parts) {
    this.vectors = vectors;
    this.report = report;
    this.settings = settings;
    this.#outputs = outputs;
    this.encoder = defineEncoder<string>({
      id: node2VecId,
      modality: 'node',
      dimensions: vectors.dimensions,
      limits: vectors.limits,
      capabilities: vectors.capabilities,
      doEncode: (call) => vectors.doEncode(call),
    });
  }

  /** The model that a training made. */
  static from(
    { names, counts, isDirected, isWeighted }: CsrGraph,
    { input, output, visits, settings, report }: WalkTraining,
    seconds: { readonly read: number; readonly total: number },
  ): Node2Vec {
    return new Node2Vec({
      vectors: createKeyedVectors({
        items: names,
        matrix: input,
        counts: visits,
        modality: 'node',
      }),
      outputs: { output: output?.values },
      settings,
      report: {
        graph: { ...counts, directed: isDirected, weighted: isWeighted },
        ...report,
        seconds: { ...report.seconds, ...seconds },
      },
    });
  }

  /**
   * Vectors for nodes that came later: reads the whole graph as it is now, and learns the nodes that
   * this model does not know by walks that start at them, or before those that nothing leads away from.
   * All vectors there are stay as they are, to the bit, also those of nodes that the graph no longer has.
   * This model stays as it is; the one that results has the settings of this one where `options` say
   * nothing else. A graph is read as directed if this model's was; how its weights are read is to be said
   * again.
   *
   * @throws InvalidInputError as `trainNode2Vec`; UnsupportedError for a model that keeps no output
   *   vectors, or was trained with hierarchical softmax
   * @example
   * ```ts
   * import { trainNode2Vec } from '@tovec/graph/node2vec';
   *
   * const edges = [['a', 'b'], ['b', 'c'], ['c', 'a']] as const;
   * const model = await trainNode2Vec(edges, { dimensions: 8, workers: 1 });
   * const more = await model.extend([...edges, ['d', 'a'], ['d', 'b']]);
   * console.log(more.vectors.size, more.vectors.get('a')[0] === model.vectors.get('a')[0]); // 4 true
   * ```
   */
  async extend(graph: GraphInput, options: Node2VecExtendOptions = {}): Promise<Node2Vec> {
    check.knownKeys('Node2VecExtendOptions', options, node2VecExtendOptionKeys);
    const { output } = this.#outputs;
    if (!output || this.settings.hierarchicalSoftmax) {
      throw new UnsupportedError(
        'nodes can be added to a model that was trained with negative sampling and kept its output ' +
          'vectors (Node2Vec.save keeps them); train all nodes again',
      );
    }
    const { items, matrix } = this.vectors;
    const total = stopwatch();
    // Directed as before, unless this or the graph itself says otherwise; undirected is no claim to make.
    const isSaid = options.directed !== undefined || graph instanceof CsrGraph;
    const directed = isSaid ? options.directed : this.report.graph.directed || undefined;
    const read = await readInput(graph, graphReading({ ...options, directed }, items));
    const reading = total();
    const frozen = { input: matrix.values, output };
    const { maxSentenceLength: _, minLearningRate: __, ...before } = this.settings;
    const settings = { ...before, ...pickOptions(options, trainWalksOptionKeys) };
    const training = await trainWalks(read.arcs, settings, {
      frozen,
      resumable: {
        kind: 'Node2Vec extended',
        graph: fingerprintOfArcs(read.arcs),
        'vectors before': fingerprintOf(frozen.input, frozen.output),
      },
    });
    return Node2Vec.from(read, training, { read: reading, total: total() });
  }

  /**
   * Writes the whole model as one safetensors file, atomically: a failed save leaves an old file as it
   * was. `loadNode2Vec` reads it; so do `readVectors` and any safetensors reader. For other formats,
   * see `writeVectors`.
   *
   * @throws SourceError when the file cannot be written
   */
  async save(path: string, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const { items, tensors } = vectorTensors(this.vectors);
    const outputs = outputTableTensors(this.#outputs, this.vectors.dimensions);
    await writeModelFile(
      path,
      {
        encoder: node2VecId,
        config: { modality: 'node', ...this.settings },
        report: this.report as unknown as JsonObject,
        items,
        tensors: { ...tensors, ...outputs },
      },
      options,
    );
  }

  /** Lets go of the tables. */
  async dispose(): Promise<void> {
    this.#outputs = {};
    await this.vectors.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }
}
