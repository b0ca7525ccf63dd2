import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '@tovec/core';
import type { Graph } from '../network/graph.js';
import type { WeightPlace } from '../onnx/external-data.js';
import { foldBatchNorms, foldWeights, scaleRows } from '../onnx/fold-batch-norms.js';
import type { StoredWeight } from '../onnx/fold-transposes.js';
import { neededGraph } from '../onnx/needed-graph.js';
import { splitProducts } from '../onnx/split-products.js';
import { modelBeside, weightBytesOf, writeWeights, writeWhole } from '../onnx/write-onnx.js';
import type { AcceptedWeight } from '../weights/accept-weights.js';
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
  whole: Graph<StoredWeight>,
  given: AsyncIterable<AcceptedWeight>,
  signal: AbortSignal | undefined,
): Promise<StoredWeights> {
  signal?.throwIfAborted();
  const { graph, folds } = foldBatchNorms(whole);
  const factors = new Map<string, Float64Array>();
  const folded = foldWeights(given, folds, factors);
  return weightBytesOf(graph) > LARGEST_IN_MEMORY
    ? storeInFile(graph, folded, factors, signal)
    : storeInMemory(graph, folded, factors, signal);
}

async function storeInMemory(
  graph: Graph<StoredWeight>,
  given: AsyncIterable<AcceptedWeight>,
  factors: ReadonlyMap<string, Float64Array>,
  signal: AbortSignal | undefined,
): Promise<StoredWeights> {
  const weights: AcceptedWeight[] = [];
  for await (const { spec, values } of given) {
    signal?.throwIfAborted();
    weights.push({ spec, values: values.slice() });
  }
  for (const { spec, values } of weights) {
    const rows = factors.get(spec.name);
    if (rows) scaleRows(values, { factors: rows, size: values.length / rows.length });
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
  given: AsyncIterable<AcceptedWeight>,
  factors: ReadonlyMap<string, Float64Array>,
  signal: AbortSignal | undefined,
): Promise<StoredWeights> {
  const directory = await temporaryDirectory();
  try {
    const file = await open(join(directory.path, 'weights'), 'wx+');
    try {
      const write = async (chunk: Uint8Array) => {
        signal?.throwIfAborted();
        await file.writeFile(chunk);
      };
      const places = await writeWeights(graph.weights, given, { write });
      for (const [name, rows] of factors) {
        signal?.throwIfAborted();
        await scaleInFile(file, places.get(name)!, rows);
      }
      const split = splitProducts(graph, places);
      let models = 0;
      return {
        async modelFor(outputs) {
          const path = join(directory.path, `${models++}.onnx`);
          await writeFile(path, modelBeside(neededGraph(split, outputs), places, 'weights'));
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

async function scaleInFile(
  file: FileHandle,
  { offset, length }: WeightPlace,
  factors: Float64Array,
): Promise<void> {
  const size = length / 4 / factors.length;
  const buffer = new Float32Array(Math.min(length / 4, 2 ** 18));
  for (let start = 0; start * 4 < length; start += buffer.length) {
    const values = buffer.subarray(0, length / 4 - start);
    const position = offset + start * 4;
    const { bytesRead } = await file.read(values, 0, values.byteLength, position);
    scaleRows(values, { factors, size, start });
    const { bytesWritten } = await file.write(values, 0, values.byteLength, position);
    if (bytesRead < values.byteLength || bytesWritten < values.byteLength) {
      throw new SourceError('The weights could not be written to a temporary file.');
    }
  }
}
