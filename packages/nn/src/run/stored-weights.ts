import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Graph } from '../network/graph.js';
import type { StoredWeight } from '../onnx/fold-transposes.js';
import type { MatchedWeight } from '../onnx/match-weights.js';
import { neededGraph } from '../onnx/needed-graph.js';
import { modelBeside, weightBytesOf, writeWeights, writeWhole } from '../onnx/write-onnx.js';
import { temporaryDirectory } from './temporary-directory.js';

/**
 * onnxruntime copies the weights of a model that it is given as bytes, and maps those of a file: with
 * more than this, they go through a file.
 */
const LARGEST_IN_MEMORY = 2 ** 23;

/** The weights of a graph, from where models for parts of it are made. */
export interface StoredWeights {
  /** A model that computes these outputs: its bytes, or the path of its file. */
  modelFor(outputs: readonly string[]): Promise<string | Uint8Array>;
  remove(): Promise<void>;
}

export async function storeWeights(
  graph: Graph<StoredWeight>,
  given: AsyncIterable<MatchedWeight>,
  signal: AbortSignal | undefined,
): Promise<StoredWeights> {
  signal?.throwIfAborted();
  return weightBytesOf(graph) > LARGEST_IN_MEMORY
    ? storeInFile(graph, given, signal)
    : storeInMemory(graph, given, signal);
}

async function storeInMemory(
  graph: Graph<StoredWeight>,
  given: AsyncIterable<MatchedWeight>,
  signal: AbortSignal | undefined,
): Promise<StoredWeights> {
  const weights: MatchedWeight[] = [];
  for await (const { spec, values } of given) {
    signal?.throwIfAborted();
    weights.push({ spec, values: values.slice() });
  }
  return {
    async modelFor(outputs) {
      const part = neededGraph(graph, outputs);
      const names = new Set(part.weights.map(({ spec }) => spec.name));
      const chunks: Uint8Array[] = [];
      const sink = { write: async (chunk: Uint8Array) => void chunks.push(chunk) };
      await writeWhole(
        part,
        weights.filter(({ spec }) => names.has(spec.name)),
        sink,
      );
      return Buffer.concat(chunks);
    },
    async remove() {
      weights.length = 0;
    },
  };
}

async function storeInFile(
  graph: Graph<StoredWeight>,
  given: AsyncIterable<MatchedWeight>,
  signal: AbortSignal | undefined,
): Promise<StoredWeights> {
  const directory = await temporaryDirectory();
  try {
    const file = await open(join(directory.path, 'weights'), 'wx');
    try {
      const write = async (chunk: Uint8Array) => {
        signal?.throwIfAborted();
        await file.writeFile(chunk);
      };
      const places = await writeWeights(graph.weights, given, { write });
      let models = 0;
      return {
        async modelFor(outputs) {
          const path = join(directory.path, `${models++}.onnx`);
          await writeFile(path, modelBeside(neededGraph(graph, outputs), places, 'weights'));
          return path;
        },
        remove: directory.remove,
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    await directory.remove();
    throw error;
  }
}
