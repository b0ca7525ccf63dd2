import type { Dimension } from '../network/dimension.js';
import type { TensorData } from '../network/tensor-data.js';
import type { OnnxTensor } from '../onnx/read/list-tensors.js';
import { checkFeeds } from './check-feeds.js';
import type { SessionGroup } from './session-group.js';

/**
 * The tensors of a model with the types and shapes that onnxruntime finds: those it infers, or those
 * that come of these inputs.
 */
export async function inspectShapes(
  tensors: readonly OnnxTensor[],
  feeds: Readonly<Record<string, TensorData>> | undefined,
  open: (outputs: readonly string[]) => Promise<SessionGroup>,
): Promise<OnnxTensor[]> {
  const outputs = tensors.filter(({ op }) => op !== undefined).map(({ name }) => name);
  if (outputs.length === 0) return [...tensors];
  const session = await open(outputs);
  try {
    const found = new Map<string, Partial<Pick<OnnxTensor, 'type' | 'shape'>>>();
    for (const { name, type, shape } of session.outputs) {
      found.set(name, { type, shape: shape?.map(named) });
    }
    if (feeds !== undefined) {
      const inputs = new Map(tensors.map((tensor) => [tensor.name, tensor]));
      const given = checkFeeds(
        inputs,
        session.inputs.map(({ name }) => name),
        feeds,
      );
      for (const [name, { dims }] of Object.entries(
        await session.shapes({ feeds: given, outputs }),
      )) {
        found.set(name, { type: found.get(name)?.type, shape: dims });
      }
    }
    return tensors.map((tensor) => {
      const { type = tensor.type, shape } = found.get(tensor.name) ?? {};
      const said = tensor.shape !== undefined && feeds === undefined;
      return { ...tensor, type, shape: said ? tensor.shape : (shape ?? tensor.shape) };
    });
  } finally {
    await session.close();
  }
}

/** onnxruntime leaves axes without a name empty. */
function named(length: Dimension): Dimension {
  return length === '' || length === -1 ? '?' : length;
}
