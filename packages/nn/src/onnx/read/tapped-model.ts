import { create } from '@bufbuild/protobuf';
import { type GraphProto, type ModelProto, type NodeProto, ValueInfoProtoSchema } from 'onnx-buf';
import type { ParsedModel } from './parse-model.js';

/** The model with other outputs, any of its tensors, and without what these do not need. */
export function tappedModel(model: ParsedModel, outputs: readonly string[]): ModelProto {
  const { graph } = model;
  const needed = new Set(outputs);
  // Nodes are in an order in which they can be computed.
  const node = graph.node.toReversed().filter((candidate) => {
    if (!candidate.output.some((name) => needed.has(name))) return false;
    for (const name of namesReadBy(candidate)) needed.add(name);
    return true;
  });
  const said = new Map([...graph.valueInfo, ...graph.output].map((value) => [value.name, value]));
  const isNeeded = ({ name }: { readonly name: string }) => needed.has(name);
  return {
    ...model,
    graph: {
      ...graph,
      node: node.reverse(),
      input: graph.input.filter(isNeeded),
      output: outputs.map((name) => said.get(name) ?? create(ValueInfoProtoSchema, { name })),
      valueInfo: graph.valueInfo.filter(
        (value) => isNeeded(value) && !outputs.includes(value.name),
      ),
      initializer: graph.initializer.filter(isNeeded),
      sparseInitializer: graph.sparseInitializer.filter(({ values }) => needed.has(values!.name)),
      quantizationAnnotation: graph.quantizationAnnotation.filter(({ tensorName }) =>
        needed.has(tensorName),
      ),
    },
  };
}

/** What a node reads: its inputs, and what the graphs inside it (branches, loops) take from outside. */
function namesReadBy({ input, attribute }: NodeProto): Iterable<string> {
  const names = new Set(input);
  const readGraph = ({ node, output }: GraphProto) => {
    for (const inner of node) for (const name of namesReadBy(inner)) names.add(name);
    for (const { name } of output) names.add(name);
  };
  for (const { g, graphs } of attribute) {
    if (g !== undefined) readGraph(g);
    graphs.forEach(readGraph);
  }
  return names;
}
