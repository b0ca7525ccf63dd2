import type { Graph, GraphNode } from '../network/graph.js';
import type { WeightSpec } from '../network/network.js';

/** A weight as it lies in a file. */
export interface StoredWeight {
  readonly spec: WeightSpec;
  readonly name: string;
  readonly dims: readonly number[];
  /** Whether rows and columns have changed places. */
  readonly transposed: boolean;
}

/**
 * Stores the weights that are only ever used transposed that way. Otherwise a runtime would do it when
 * it loads the graph, and hold both.
 */
export function foldTransposes(graph: Graph): Graph<StoredWeight> {
  const usedAsTheyAre = new Set(
    graph.nodes.filter((node) => !isTransposition(node)).flatMap(({ inputs }) => inputs),
  );
  const named = new Set(graph.outputs.map(({ name }) => name));
  for (const node of graph.nodes) {
    if (named.has(node.output)) for (const input of node.inputs) usedAsTheyAre.add(input);
  }
  const weights = graph.weights.map((spec): StoredWeight => {
    const transposed = !usedAsTheyAre.has(spec.name) && spec.shape.length === 2;
    return transposed
      ? { spec, name: `${spec.name}.transposed`, dims: spec.shape.toReversed(), transposed }
      : { spec, name: spec.name, dims: spec.shape, transposed };
  });
  const folded = new Map(
    weights.filter((weight) => weight.transposed).map(({ spec, name }) => [spec.name, name]),
  );
  const renamed = new Map<string, string>();
  const nodes = graph.nodes.filter((node) => {
    const stored = isTransposition(node) ? folded.get(node.inputs[0]!) : undefined;
    if (stored === undefined) return true;
    renamed.set(node.output, stored);
    return false;
  });
  return {
    ...graph,
    weights,
    nodes: nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map((input) => renamed.get(input) ?? input),
    })),
  };
}

/** The values of a matrix with rows and columns changed. */
export function transposeMatrix(
  values: Float32Array,
  rows: number,
  columns: number,
): Float32Array<ArrayBuffer> {
  const transposed = new Float32Array(values.length);
  // In tiles that fit the cache, on both sides.
  const tile = 32;
  for (let top = 0; top < rows; top += tile) {
    const bottom = Math.min(rows, top + tile);
    for (let left = 0; left < columns; left += tile) {
      const right = Math.min(columns, left + tile);
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          transposed[column * rows + row] = values[row * columns + column]!;
        }
      }
    }
  }
  return transposed;
}

function isTransposition({ op, attributes }: GraphNode): boolean {
  const { perm } = attributes;
  return op === 'Transpose' && Array.isArray(perm) && perm.join() === '1,0';
}
