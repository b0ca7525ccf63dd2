import { check, InvalidInputError } from '@tovec/core';
import type { Dimension } from '../dimension.js';
import type { Graph, GraphTensor } from '../graph.js';
import type { Network, NetworkInputs } from '../network.js';
import type { Ops } from '../ops.js';
import { weightsOver } from '../weights-over.js';
import { convolutionOps } from './convolution.js';
import { elementwiseOps } from './elementwise.js';
import { finishGraph } from './finish-graph.js';
import { normalizationOps } from './normalization.js';
import { productOps } from './products.js';
import { type GraphValue, Recorder } from './recorder.js';
import { reduceOps } from './reduce.js';
import { shapeOps } from './shape.js';

/**
 * Writes a network down as a graph. Every shape is worked out on the way, so that what does not fit
 * is refused where the network says it.
 *
 * @throws InvalidInputError for shapes that do not fit, naming the operation, and for clashing names
 */
export function recordNetwork(network: Network, inputs: NetworkInputs): Graph {
  const recorder = new Recorder();
  const specs = Object.entries(inputs).map(([name, spec]) => inputTensor(name, spec));
  const given = new Map<string, GraphValue>(
    specs.map(({ name, type, dims }) => [name, { type, dims }]),
  );
  const weights = weightsOver((spec) => recorder.weight(spec));
  const outputs = network(opsOf(recorder), weights, Object.fromEntries(given));
  return finishGraph(recorder, given, new Map(Object.entries(outputs)));
}

function opsOf(recorder: Recorder): Ops<GraphValue> {
  return {
    training: false,
    shapeOf: (x) => x.dims,
    constant(values, shape) {
      const isIds = values instanceof Int32Array;
      const data = isIds
        ? values.slice()
        : Float32Array.from(typeof values === 'number' ? [values] : values);
      const dims = shape ?? (typeof values === 'number' ? [] : [data.length]);
      const length = dims.reduce((product, size) => product * size, 1);
      if (length !== data.length) {
        throw new InvalidInputError(
          `A constant of shape [${dims.join(', ')}] has ${length} numbers, but was given ${data.length}.`,
          { argument: 'shape', given: shape },
        );
      }
      return recorder.constant(data, dims);
    },
    ...elementwiseOps(recorder),
    ...productOps(recorder),
    ...reduceOps(recorder),
    ...shapeOps(recorder),
    ...convolutionOps(recorder),
    ...normalizationOps(recorder),
  };
}

function inputTensor(name: string, spec: NetworkInputs[string]): GraphTensor {
  check.string('the name of an input', name, { nonEmpty: true });
  check.knownKeys(`the input '${name}'`, spec, ['shape', 'type']);
  const { shape, type = 'float32' } = spec;
  check.oneOf(`the type of '${name}'`, type, ['float32', 'int32']);
  for (const length of shape) checkAxis(name, length);
  return { name, type, dims: [...shape] };
}

function checkAxis(input: string, axis: Dimension): void {
  if (typeof axis === 'string' && /^[A-Za-z_]\w*$/.test(axis)) return;
  if (typeof axis === 'string') {
    throw new InvalidInputError(
      `An axis of '${input}' is named '${axis}'; names have letters, digits and _, as in 'batch'.`,
      { argument: 'inputs', given: axis },
    );
  }
  check.integer(`an axis of '${input}'`, axis, { min: 1 });
}
