import { create } from '@bufbuild/protobuf';
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  type ModelProto,
  ModelProtoSchema,
  NodeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from 'onnx-buf';
import type { Dimension } from '../network/dimension.js';
import type {
  Graph,
  GraphAttribute,
  GraphConstant,
  GraphNode,
  GraphTensor,
  GraphType,
} from '../network/graph.js';
import { elementTypes } from './element-types.js';

/** The newest that onnxruntime 1.23 knows; the IR version is the one that came with it. */
const OPSET_VERSION = 23n;
const IR_VERSION = 11n;

/** What a file says of itself. */
export interface OnnxMetadata {
  /** The name of the graph; default `'network'`. */
  readonly name?: string | undefined;
  /** For people to read. */
  readonly description?: string | undefined;
  /** For programs: `metadata_props`. */
  readonly properties?: Readonly<Record<string, string>> | undefined;
}

/** A graph as ONNX has it, but for its weights. */
export function modelProto(
  graph: Omit<Graph, 'weights'>,
  { name = 'network', description = '', properties = {} }: OnnxMetadata = {},
): ModelProto {
  const outputs = new Set(graph.outputs.map((output) => output.name));
  const kept = new Set(graph.nodes.map((node) => node.output));
  const between = [...graph.values.values()].filter(
    (value) => kept.has(value.name) && !outputs.has(value.name),
  );
  return create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    opsetImport: [{ domain: '', version: OPSET_VERSION }],
    producerName: 'tovec',
    docString: description,
    metadataProps: Object.entries(properties).map(([key, value]) => ({ key, value })),
    graph: {
      name,
      node: graph.nodes.map(nodeProto),
      input: graph.inputs.map(valueInfo),
      output: graph.outputs.map(valueInfo),
      valueInfo: between.map(valueInfo),
      initializer: graph.constants.map(constantProto),
    },
  });
}

/** A tensor without its numbers. */
export function tensorHeader(
  name: string,
  type: GraphType,
  dims: readonly Dimension[],
): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dataType: elementTypes[type].code,
    dims: dims.map((length) => BigInt(length)),
  });
}

function constantProto({ name, type, dims, data }: GraphConstant): TensorProto {
  const rawData = new Uint8Array(data.byteLength);
  rawData.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return { ...tensorHeader(name, type, dims), rawData };
}

function nodeProto({ op, name, inputs, output, attributes }: GraphNode) {
  return create(NodeProtoSchema, {
    opType: op,
    name,
    input: [...inputs],
    output: [output],
    attribute: Object.entries(attributes).map(([key, value]) => attributeProto(key, value)),
  });
}

function attributeProto(name: string, value: GraphAttribute): AttributeProto {
  if (typeof value === 'number') {
    return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
  }
  if ('float' in value) {
    return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value.float });
  }
  return create(AttributeProtoSchema, {
    name,
    type: AttributeType.INTS,
    ints: value.map((number) => BigInt(number)),
  });
}

function valueInfo({ name, type, dims }: GraphTensor): ValueInfoProto {
  const shape = create(TensorShapeProtoSchema, {
    dim: dims.map((length) =>
      create(TensorShapeProto_DimensionSchema, {
        value:
          typeof length === 'number'
            ? { case: 'dimValue', value: BigInt(length) }
            : { case: 'dimParam', value: length },
      }),
    ),
  });
  const tensor = create(TypeProto_TensorSchema, { elemType: elementTypes[type].code, shape });
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, { value: { case: 'tensorType', value: tensor } }),
  });
}
