import { checkOutputs } from '../network/check-outputs.js';
import type { Graph } from '../network/graph.js';

/** The part of a graph that some of its named values need, and these as its outputs. */
export function neededGraph<Weight extends { readonly name: string }>(
  graph: Graph<Weight>,
  outputs: readonly string[] | undefined,
): Graph<Weight> {
  const byName = new Map(graph.outputs.map((output) => [output.name, output]));
  if (outputs !== undefined) checkOutputs('The network', outputs, [...byName.keys()]);
  const chosen = outputs?.map((name) => byName.get(name)!) ?? graph.outputs;
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
