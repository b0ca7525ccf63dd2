import type { Dimension } from './dimension.js';
import type { WeightSpec } from './network.js';
import type { TensorArray } from './tensor-data.js';

/** The element types that a recorded graph has: numbers, ids, and lengths of axes. */
export type GraphType = 'float32' | 'int32' | 'int64';

/** A tensor of a graph, by name. */
export interface GraphTensor {
  readonly name: string;
  readonly type: GraphType;
  readonly dims: readonly Dimension[];
}

/** An attribute of a node; integers and lists of them are whole numbers, `{ float }` is a real one. */
export type GraphAttribute = number | readonly number[] | { readonly float: number };

/** An operation, named as in ONNX. */
export interface GraphNode {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, GraphAttribute>>;
}

/** Numbers that are part of the network itself. */
export interface GraphConstant extends GraphTensor {
  readonly data: TensorArray;
}

/** A network written down, in an order in which it can be computed. */
export interface Graph<Weight extends { readonly name: string } = WeightSpec> {
  readonly inputs: readonly GraphTensor[];
  /** The named values of the network. */
  readonly outputs: readonly GraphTensor[];
  readonly nodes: readonly GraphNode[];
  readonly weights: readonly Weight[];
  readonly constants: readonly GraphConstant[];
  /** What nodes give, by name. */
  readonly values: ReadonlyMap<string, GraphTensor>;
}
