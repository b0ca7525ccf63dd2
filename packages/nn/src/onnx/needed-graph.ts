import { describeValue, MissingItemError, nearestNames } from '@tovec/core';
import type { Graph, GraphTensor } from '../network/graph.js';

/** The part of a graph that some of its named values need, and these as its outputs. */
export function neededGraph<Weight extends { readonly name: string }>(
  graph: Graph<Weight>,
  outputs: readonly string[] | undefined,
): Graph<Weight> {
  const chosen = outputs?.map((name) => outputNamed(graph.outputs, name)) ?? graph.outputs;
  const needed = new Set(chosen.map(({ name }) => name));
  const nodes = graph.nodes.toReversed().filter((node) => {
    if (!needed.has(node.output)) return false;
    for (const input of node.inputs) needed.add(input);
    return true;
  });
  const isNeeded = ({ name }: { readonly name: string }) => needed.has(name);
  return {
    inputs: graph.inputs.filter(isNeeded),
    outputs: [...new Set(chosen)],
    nodes: nodes.reverse(),
    weights: graph.weights.filter(isNeeded),
    constants: graph.constants.filter(isNeeded),
    values: new Map([...graph.values].filter(([name]) => needed.has(name))),
  };
}

function outputNamed(outputs: readonly GraphTensor[], name: string): GraphTensor {
  const found = outputs.find((output) => output.name === name);
  if (found !== undefined) return found;
  throw noSuchValue(
    'The network',
    name,
    outputs.map((output) => output.name),
  );
}

/** The error for a value that does not exist, with the names that it may have meant. */
export function noSuchValue(
  owner: string,
  name: string,
  names: readonly string[],
): MissingItemError {
  const nearest = nearestNames(name, names);
  const hint =
    nearest.length > 0
      ? `Did you mean ${nearest.map(describeValue).join(' or ')}?`
      : `It has ${names.slice(0, 20).map(describeValue).join(', ')}${names.length > 20 ? ', …' : ''}.`;
  return new MissingItemError(`${owner} has no value ${describeValue(name)}. ${hint}`, {
    item: name,
  });
}
