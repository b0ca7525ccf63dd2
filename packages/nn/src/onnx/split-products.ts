import type { Graph, GraphNode, GraphTensor } from '../network/graph.js';
import type { WeightPlace } from './external-data.js';
import type { StoredWeight } from './fold-transposes.js';

/** A runtime rearranges each weight when it loads a graph, and holds it twice meanwhile. */
const LARGEST_BYTES = 2 ** 26;
/** Rows that matrix kernels take at a time. */
const ROW_GROUP = 16;

/**
 * Computes products with very large weights (`fc1` of VGG16 has 411 MB) in parts, some rows of the
 * weight each. The rows of a part lie together, so that nothing has to be moved in the file.
 *
 * @param places where the weights lie; those of the parts are added
 * @param largestBytes weights up to this stay whole
 */
export function splitProducts(
  graph: Graph<StoredWeight>,
  places: Map<string, WeightPlace>,
  largestBytes = LARGEST_BYTES,
): Graph<StoredWeight> {
  const weights = new Map(graph.weights.map((weight) => [weight.name, weight]));
  const values = new Map<string, GraphTensor>(graph.values);
  const nodes = graph.nodes.flatMap((node) => {
    const parts = node.op === 'Gemm' ? partsOf(node, weights, largestBytes) : undefined;
    if (parts === undefined) return [node];
    const whole = graph.values.get(node.output)!;
    const outputs = parts.map(({ start, rows, inputs }, index) => {
      const output = `${node.output}.part${index}`;
      values.set(output, { ...whole, name: output, dims: [whole.dims[0]!, rows] });
      for (const [operand, name] of inputs.entries()) {
        if (operand === 0) continue;
        const { spec, dims } = weights.get(node.inputs[operand]!)!;
        const rowBytes = dims.slice(1).reduce((bytes, length) => bytes * length, 4);
        const { offset } = places.get(node.inputs[operand]!)!;
        places.set(name, { offset: offset + start * rowBytes, length: rows * rowBytes });
        weights.set(name, { spec, name, dims: [rows, ...dims.slice(1)], transposed: false });
      }
      return { ...node, name: output, inputs, output };
    });
    const joined: GraphNode = {
      op: 'Concat',
      name: node.name,
      inputs: outputs.map(({ output }) => output),
      output: node.output,
      attributes: { axis: 1 },
    };
    return [...outputs, joined];
  });
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  return {
    ...graph,
    nodes,
    values,
    weights: [...weights.values()].filter(({ name }) => used.has(name)),
  };
}

function partsOf(
  node: GraphNode,
  weights: ReadonlyMap<string, StoredWeight>,
  largestBytes: number,
) {
  const [x, ...operands] = node.inputs;
  const stored = operands.map((name) => weights.get(name));
  const [out, inner] = stored[0]?.dims ?? [];
  if (out === undefined || inner === undefined || stored.includes(undefined)) return undefined;
  const rowBytes = inner * 4;
  if (out * rowBytes <= largestBytes) return undefined;
  const step = Math.max(1, Math.floor(largestBytes / rowBytes / ROW_GROUP)) * ROW_GROUP;
  return Array.from({ length: Math.ceil(out / step) }, (_, index) => ({
    start: index * step,
    rows: Math.min(step, out - index * step),
    inputs: [x!, ...operands.map((name) => `${name}.part${index}`)],
  }));
}
