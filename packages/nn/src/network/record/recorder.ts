import { InvalidInputError } from '@tovec/core';
import type { Dimension } from '../dimension.js';
import type { GraphAttribute, GraphType } from '../graph.js';
import type { WeightSpec } from '../network.js';
import type { TensorArray } from '../tensor-data.js';

/** A value of the graph being recorded: what a network handles in place of tensors. */
export interface GraphValue {
  readonly type: GraphType;
  readonly dims: readonly Dimension[];
}

/** A node being recorded. */
export interface RecordedNode {
  readonly op: string;
  readonly inputs: readonly GraphValue[];
  readonly output: GraphValue;
  readonly attributes: Readonly<Record<string, GraphAttribute>>;
}

interface NodeResult {
  readonly dims: readonly Dimension[];
  /** Default that of the first input. */
  readonly type?: GraphType;
  readonly attributes?: Readonly<Record<string, GraphAttribute>>;
}

/** Gathers what a network does, in order; names are given in the end. */
export class Recorder {
  readonly nodes: RecordedNode[] = [];
  readonly weights = new Map<string, { readonly spec: WeightSpec; readonly value: GraphValue }>();
  readonly constants = new Map<GraphValue, TensorArray>();
  readonly #sameConstants = new Map<string, GraphValue>();

  node(op: string, inputs: readonly GraphValue[], result: NodeResult): GraphValue {
    const output = { type: result.type ?? inputs[0]!.type, dims: result.dims };
    this.nodes.push({ op, inputs, output, attributes: result.attributes ?? {} });
    return output;
  }

  constant(data: Float32Array | Int32Array, dims: readonly number[]): GraphValue {
    const type = data instanceof Int32Array ? 'int32' : 'float32';
    const add = () => this.#addConstant(type, data, dims);
    if (data.length !== 1) return add();
    const bits = new Uint32Array(data.slice().buffer)[0];
    return this.#once(`${type} ${dims.length}: ${bits}`, add);
  }

  /** Whole numbers that an operation takes as an input: axes, shapes, bounds. */
  integers(numbers: readonly bigint[] | readonly number[]): GraphValue {
    return this.#once(`i:${numbers.join()}`, () =>
      this.#addConstant('int64', BigInt64Array.from(numbers, BigInt), [numbers.length]),
    );
  }

  weight(spec: WeightSpec): GraphValue {
    const { name, shape } = spec;
    const known = this.weights.get(name);
    if (known === undefined) {
      const value: GraphValue = { type: 'float32', dims: shape };
      this.weights.set(name, { spec, value });
      return value;
    }
    if (known.spec.shape.join() !== shape.join()) {
      throw new InvalidInputError(
        `The network asks for the weight '${name}' with the shapes ${shapeText(known.spec.shape)} and ${shapeText(shape)}. Give one of the two another name.`,
        { argument: 'network', given: name },
      );
    }
    return known.value;
  }

  #addConstant(type: GraphType, data: TensorArray, dims: readonly number[]): GraphValue {
    const value: GraphValue = { type, dims };
    this.constants.set(value, data);
    return value;
  }

  #once(key: string, make: () => GraphValue): GraphValue {
    const known = this.#sameConstants.get(key);
    if (known !== undefined) return known;
    const value = make();
    this.#sameConstants.set(key, value);
    return value;
  }
}

/** A shape as it is written in messages: `[batch, 3, 224, 224]`. */
export function shapeText(dims: readonly Dimension[]): string {
  return `[${dims.join(', ')}]`;
}
