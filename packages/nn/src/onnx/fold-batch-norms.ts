import type { Graph, GraphNode } from '../network/graph.js';
import type { AcceptedWeight } from '../weights/accept-weights.js';
import type { StoredWeight } from './fold-transposes.js';

/** A normalisation that goes into the kernel and the bias of the convolution before it. */
export interface Fold {
  readonly epsilon: number;
  readonly kernel: StoredWeight;
  readonly scale: string;
  readonly offset: string;
  readonly mean: string;
  readonly variance: string;
  /** Of the convolution, where it has one. */
  readonly oldBias: string | undefined;
  readonly bias: StoredWeight;
}

/**
 * Folds batch normalisations into convolutions. A runtime would do so too, when it loads the graph, but
 * hold all kernels twice meanwhile.
 */
export function foldBatchNorms(graph: Graph<StoredWeight>): {
  readonly graph: Graph<StoredWeight>;
  readonly folds: readonly Fold[];
} {
  const uses = new Map<string, number>();
  const use = (name: string) => uses.set(name, (uses.get(name) ?? 0) + 1);
  for (const { inputs } of graph.nodes) inputs.forEach(use);
  for (const { name } of graph.outputs) use(name);
  const weights = new Map(graph.weights.map((weight) => [weight.name, weight]));
  const isOwn = (name: string | undefined) =>
    name !== undefined && weights.get(name)?.transposed === false && uses.get(name) === 1;
  const convolutions = new Map(
    graph.nodes.filter(({ op }) => op === 'Conv').map((node) => [node.output, node]),
  );

  const folds: Fold[] = [];
  const gone = new Set<string>();
  const replaced = new Map<string, GraphNode>();
  for (const node of graph.nodes) {
    const convolution = convolutions.get(node.inputs[0] ?? '');
    if (node.op !== 'BatchNormalization' || convolution === undefined) continue;
    const [x, kernel, oldBias] = convolution.inputs;
    const [, scale, offset, mean, variance] = node.inputs;
    const all = [
      kernel,
      scale,
      offset,
      mean,
      variance,
      ...(oldBias === undefined ? [] : [oldBias]),
    ];
    if (uses.get(convolution.output) !== 1 || !all.every(isOwn)) continue;
    const bias = biasWeight(weights.get(offset!)!, `${kernel}.bias of ${node.output}`);
    const { epsilon } = node.attributes as { epsilon: { readonly float: number } };
    folds.push({
      ...{ epsilon: epsilon.float, kernel: weights.get(kernel!)!, scale: scale!, offset: offset! },
      ...{ mean: mean!, variance: variance!, oldBias, bias },
    });
    gone.add(convolution.output);
    for (const name of all.slice(1)) gone.add(name!);
    replaced.set(node.output, {
      ...convolution,
      name: node.name,
      inputs: [x!, kernel!, bias.name],
      output: node.output,
    });
  }
  return {
    graph: {
      ...graph,
      nodes: graph.nodes
        .filter(({ output }) => !gone.has(output))
        .map((node) => replaced.get(node.output) ?? node),
      weights: [
        ...graph.weights.filter(({ name }) => !gone.has(name)),
        ...folds.map(({ bias }) => bias),
      ],
      values: new Map([...graph.values].filter(([name]) => !gone.has(name))),
    },
    folds,
  };
}

function biasWeight({ spec, dims, transposed }: StoredWeight, name: string): StoredWeight {
  return { spec: { ...spec, name }, name, dims, transposed };
}

/**
 * The weights that a folded graph is stored with: kernels as they come, then biases.
 *
 * @param factors is given what the rows of each kernel have to be multiplied by, by its name
 */
export async function* foldWeights(
  given: AsyncIterable<AcceptedWeight>,
  folds: readonly Fold[],
  factors: Map<string, Float64Array>,
): AsyncGenerator<AcceptedWeight> {
  const vectors = new Map<string, Float32Array | undefined>();
  for (const { scale, offset, mean, variance, oldBias } of folds) {
    for (const name of [scale, offset, mean, variance, oldBias ?? []].flat()) {
      vectors.set(name, undefined);
    }
  }
  for await (const weight of given) {
    if (vectors.has(weight.spec.name)) vectors.set(weight.spec.name, weight.values.slice());
    else yield weight;
  }
  for (const fold of folds) {
    const [scale, offset] = [vectors.get(fold.scale)!, vectors.get(fold.offset)!];
    const [mean, variance] = [vectors.get(fold.mean)!, vectors.get(fold.variance)!];
    const oldBias = fold.oldBias === undefined ? undefined : vectors.get(fold.oldBias);
    const rows = Float64Array.from(scale, (s, row) => s / Math.sqrt(variance[row]! + fold.epsilon));
    factors.set(fold.kernel.name, rows);
    yield {
      spec: fold.bias.spec,
      values: offset.map((o, row) => o + ((oldBias?.[row] ?? 0) - mean[row]!) * rows[row]!),
    };
  }
}

/** Multiplies part of a matrix, in place, by the factors of its rows, which have `size` numbers each. */
export function scaleRows(
  values: Float32Array,
  { factors, size, start = 0 }: { factors: Float64Array; size: number; start?: number },
): void {
  for (let at = 0; at < values.length; at++) {
    values[at]! *= factors[Math.floor((start + at) / size)]!;
  }
}
