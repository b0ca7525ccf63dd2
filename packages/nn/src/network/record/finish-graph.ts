import { InvalidInputError } from '@tovec/core';
import type { Graph, GraphConstant, GraphNode, GraphTensor } from '../graph.js';
import type { GraphValue, Recorder } from './recorder.js';

/**
 * Gives everything its name: inputs, weights and what the network returns have theirs, whatever else
 * there is gets one of its operation and a number.
 */
export function finishGraph(
  recorder: Recorder,
  inputs: ReadonlyMap<string, GraphValue>,
  outputs: ReadonlyMap<string, GraphValue>,
): Graph {
  const names = new Map<GraphValue, string>();
  const taken = new Set<string>();
  const computed = new Set(recorder.nodes.map(({ output }) => output));
  const take = (wanted: string, what: string) => {
    if (taken.has(wanted)) {
      throw new InvalidInputError(
        `The network has ${what} named '${wanted}', and something else of that name. Give one of the two another name.`,
        { argument: 'network', given: wanted },
      );
    }
    taken.add(wanted);
    return wanted;
  };
  for (const [wanted, value] of inputs) names.set(value, take(wanted, 'an input'));
  for (const [wanted, { value }] of recorder.weights) names.set(value, take(wanted, 'a weight'));
  for (const [wanted, value] of outputs) {
    take(wanted, 'a value');
    if (computed.has(value) && !names.has(value)) names.set(value, wanted);
  }

  const nextName = namer(taken);
  const given: GraphNode[] = [];
  const values = new Map<string, GraphTensor>();
  const tensor = (value: GraphValue, named: string) => ({ ...value, name: named });
  for (const { op, output } of recorder.nodes) {
    if (!names.has(output)) names.set(output, nextName(op.toLowerCase()));
  }
  const constants: GraphConstant[] = [...recorder.constants].map(([value, data]) => {
    if (!names.has(value)) names.set(value, nextName('constant'));
    return { ...tensor(value, names.get(value)!), data };
  });
  const nameOf = (value: GraphValue) => {
    const found = names.get(value);
    if (found !== undefined) return found;
    throw new InvalidInputError(
      'The network uses a value of another run of it. Keep no values between calls.',
      { argument: 'network' },
    );
  };
  const add = (node: GraphNode, value: GraphValue) => {
    given.push(node);
    values.set(node.output, tensor(value, node.output));
  };
  for (const { op, inputs: from, output, attributes } of recorder.nodes) {
    const named = nameOf(output);
    add({ op, name: named, inputs: from.map(nameOf), output: named, attributes }, output);
  }
  // A value with two names, and inputs, weights and constants that are returned, are copied.
  for (const [wanted, value] of outputs) {
    if (nameOf(value) === wanted) continue;
    add(
      { op: 'Identity', name: wanted, inputs: [nameOf(value)], output: wanted, attributes: {} },
      value,
    );
  }
  return {
    inputs: [...inputs].map(([named, value]) => tensor(value, named)),
    outputs: [...outputs].map(([named, value]) => tensor(value, named)),
    nodes: given,
    weights: [...recorder.weights.values()].map(({ spec }) => spec),
    constants,
    values,
  };
}

/** Names that nothing else has. */
function namer(taken: Set<string>): (stem: string) => string {
  const counts = new Map<string, number>();
  return (stem) => {
    for (;;) {
      const count = (counts.get(stem) ?? 0) + 1;
      counts.set(stem, count);
      const name = `${stem}_${count}`;
      if (!taken.has(name)) {
        taken.add(name);
        return name;
      }
    }
  };
}
