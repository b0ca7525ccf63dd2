import { create, toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { FileSink } from '@tovec/core';
import { GraphProtoSchema, ModelProtoSchema, TensorProtoSchema } from 'onnx-buf';
import type { Graph } from '../network/graph.js';
import type { AcceptedWeight } from '../weights/accept-weights.js';
import { externalTensor, type WeightPlace } from './external-data.js';
import { type StoredWeight, transposeMatrix } from './fold-transposes.js';
import { modelProto, type OnnxMetadata, tensorHeader } from './model-proto.js';

/** Large weights begin at a page of memory, so that they can be mapped as they lie. */
const PAGE_BYTES = 4096;
const LINE_BYTES = 64;

/** `ModelProto.graph`, `GraphProto.initializer`, `TensorProto.raw_data`. */
const GRAPH_FIELD = 7;
const INITIALIZER_FIELD = 5;
const RAW_DATA_FIELD = 9;

/**
 * Writes everything into one file, from front to back, each weight when it comes: where the order of
 * weights is free, their sizes are all that has to be known beforehand.
 */
export async function writeWhole(
  graph: Graph<StoredWeight>,
  given: AsyncIterable<AcceptedWeight> | Iterable<AcceptedWeight>,
  sink: FileSink,
  metadata?: OnnxMetadata,
): Promise<void> {
  const headers = new Map(graph.weights.map((weight) => [weight.spec.name, inlineHeader(weight)]));
  const { graph: body, ...rest } = modelProto(graph, metadata);
  const graphBytes = toBinary(GraphProtoSchema, body!);
  let graphLength = graphBytes.length;
  for (const { header, stored } of headers.values()) {
    graphLength += header.length + bytesOf(stored.dims);
  }
  await sink.write(toBinary(ModelProtoSchema, create(ModelProtoSchema, rest)));
  await sink.write(lengthDelimited(GRAPH_FIELD, graphLength));
  await sink.write(graphBytes);
  for await (const { spec, values } of given) {
    const { header, stored } = headers.get(spec.name)!;
    await sink.write(header);
    await sink.write(storedBytes(stored, values));
  }
}

/**
 * Writes the weights into a file of their own, each when it comes.
 *
 * @returns where they lie, by the names they are stored under
 */
export async function writeWeights(
  weights: readonly StoredWeight[],
  given: AsyncIterable<AcceptedWeight>,
  sink: FileSink,
): Promise<Map<string, WeightPlace>> {
  const byName = new Map(weights.map((weight) => [weight.spec.name, weight]));
  const places = new Map<string, WeightPlace>();
  let position = 0;
  for await (const { spec, values } of given) {
    const stored = byName.get(spec.name)!;
    const length = bytesOf(stored.dims);
    const alignment = length < PAGE_BYTES ? LINE_BYTES : PAGE_BYTES;
    const offset = Math.ceil(position / alignment) * alignment;
    await sink.write(new Uint8Array(offset - position));
    await sink.write(storedBytes(stored, values));
    position = offset + length;
    places.set(stored.name, { offset, length });
  }
  return places;
}

/** The model whose weights lie in the file `location`, beside it. */
export function modelBeside(
  graph: Graph<StoredWeight>,
  places: ReadonlyMap<string, WeightPlace>,
  location: string,
  metadata?: OnnxMetadata,
): Uint8Array<ArrayBuffer> {
  const { graph: body, ...rest } = modelProto(graph, metadata);
  const weights = graph.weights.map(({ name, dims }) => {
    const { dataLocation, externalData } = externalTensor(location, places.get(name)!);
    return { ...tensorHeader(name, 'float32', dims), dataLocation, externalData };
  });
  const initializer = [...body!.initializer, ...weights];
  return toBinary(ModelProtoSchema, { ...rest, graph: { ...body!, initializer } });
}

/** Bytes of all weights of a graph. */
export function weightBytesOf(graph: Graph<StoredWeight>): number {
  return graph.weights.reduce((sum, { dims }) => sum + bytesOf(dims), 0);
}

function inlineHeader(stored: StoredWeight) {
  const tensor = toBinary(TensorProtoSchema, tensorHeader(stored.name, 'float32', stored.dims));
  const length = bytesOf(stored.dims);
  const raw = lengthDelimited(RAW_DATA_FIELD, length);
  const tag = lengthDelimited(INITIALIZER_FIELD, tensor.length + raw.length + length);
  return { stored, header: Buffer.concat([tag, tensor, raw]) };
}

function lengthDelimited(field: number, length: number): Uint8Array {
  return new BinaryWriter().tag(field, WireType.LengthDelimited).uint32(length).finish();
}

function storedBytes({ spec, transposed }: StoredWeight, values: Float32Array): Uint8Array {
  const [rows, columns] = spec.shape as [number, number];
  const stored = transposed ? transposeMatrix(values, rows, columns) : values;
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}

function bytesOf(dims: readonly number[]): number {
  return dims.reduce((product, length) => product * length, 4);
}
