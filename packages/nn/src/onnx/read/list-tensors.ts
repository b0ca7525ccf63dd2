import type { TensorProto, TypeProto, ValueInfoProto } from 'onnx-buf';
import type { Dimension } from '../../network/dimension.js';
import { type ElementType, elementTypeOf, elementTypes } from '../element-types.js';
import type { ParsedModel } from './parse-model.js';

/** What a file says of a value; undefined where it says nothing. */
export interface OnnxValue {
  readonly type: ElementType | undefined;
  /** Named axes are the input's to say; `'?'` is an axis without a name. */
  readonly shape: readonly Dimension[] | undefined;
}

/** A tensor of a model. */
export interface OnnxTensor extends OnnxValue {
  readonly name: string;
  readonly kind: 'input' | 'weight' | 'intermediate' | 'output';
  /** Of weights: how much their numbers take. */
  readonly bytes?: number | undefined;
  /** Of what is computed: the operation. */
  readonly op?: string | undefined;
}

/** Every tensor of a model: inputs, weights, and what its nodes give, in their order. */
export function listTensors({ graph }: ParsedModel): OnnxTensor[] {
  const weights = graph.initializer.map(weightTensor);
  const isWeight = new Set(weights.map(({ name }) => name));
  const isOutput = new Set(graph.output.map(({ name }) => name));
  const said = new Map(
    [...graph.valueInfo, ...graph.output].map((value) => [value.name, describedValue(value)]),
  );
  const unsaid: OnnxValue = { type: undefined, shape: undefined };
  return [
    ...graph.input
      .filter(({ name }) => !isWeight.has(name))
      .map((value) => ({ name: value.name, kind: 'input' as const, ...describedValue(value) })),
    ...weights,
    ...graph.node.flatMap(({ output, opType: op }) =>
      output
        .filter((name) => name !== '')
        .map((name) => ({
          name,
          kind: isOutput.has(name) ? ('output' as const) : ('intermediate' as const),
          ...(said.get(name) ?? unsaid),
          op,
        })),
    ),
  ];
}

function weightTensor({ name, dims, dataType }: TensorProto): OnnxTensor {
  const shape = dims.map(Number);
  const type = elementTypeOf(dataType);
  const bits = type === undefined ? 0 : elementTypes[type].bits;
  const bytes = Math.ceil(shape.reduce((size, length) => size * length, bits) / 8);
  return { name, kind: 'weight', type, shape, bytes };
}

function describedValue({ type }: ValueInfoProto): OnnxValue {
  return {
    type: type?.value.case === 'tensorType' ? elementTypeOf(type.value.value.elemType) : undefined,
    shape: shapeOf(type),
  };
}

function shapeOf(type: TypeProto | undefined): Dimension[] | undefined {
  if (type?.value.case !== 'tensorType') return undefined;
  return type.value.value.shape?.dim.map(({ value }) => {
    if (value.case === 'dimValue' && value.value >= 0n) return Number(value.value);
    return (value.case === 'dimParam' && value.value) || '?';
  });
}
