import { fromBinary } from '@bufbuild/protobuf';
import { ModelFileError } from '@tovec/core';
import { type GraphProto, type ModelProto, ModelProtoSchema } from 'onnx-buf';

/** A model that has a graph. */
export type ParsedModel = ModelProto & { readonly graph: GraphProto };

/** Takes a model apart, and checks what everything here relies on. */
export function parseModel(bytes: Uint8Array, file: string): ParsedModel {
  const fail = (why: string, cause?: unknown) =>
    new ModelFileError(`not an ONNX model: ${why}`, { file, cause });
  let model: ModelProto;
  try {
    model = fromBinary(ModelProtoSchema, bytes as Uint8Array<ArrayBuffer>);
  } catch (cause) {
    throw fail(cause instanceof Error ? cause.message : String(cause), cause);
  }
  const { graph } = model;
  if (graph === undefined) throw fail('it has no graph');
  if (graph.output.length === 0) throw fail('its graph has no outputs');
  const made = new Set([...graph.input, ...graph.initializer].map(({ name }) => name));
  for (const { values } of graph.sparseInitializer) made.add(values?.name ?? '');
  for (const { output, opType, name } of graph.node) {
    if (opType === '') throw fail(`the node '${name}' has no operation`);
    for (const tensor of output) made.add(tensor);
  }
  for (const { name } of graph.output) {
    if (!made.has(name)) throw fail(`nothing gives its output '${name}'`);
  }
  for (const { name, dims } of graph.initializer) {
    if (dims.some((length) => length < 0n || length > 2n ** 40n)) {
      throw fail(`the weight '${name}' has the shape [${dims.join(', ')}]`);
    }
  }
  // The same object: a copy would lack what protobuf keeps on prototypes, the defaults.
  return model as ParsedModel;
}
