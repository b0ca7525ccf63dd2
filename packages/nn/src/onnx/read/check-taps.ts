import { describeValue, InvalidInputError } from '@tovec/core';
import { noSuchValue } from '../../network/check-outputs.js';
import type { OnnxTensor } from './list-tensors.js';
import type { ParsedModel } from './parse-model.js';

/**
 * The tensors that a model is to give, each once.
 *
 * @throws MissingItemError for a tensor that there is not, with those it may be; InvalidInputError for one
 *   that is not computed
 */
export function checkTaps(
  { name, model }: { readonly name: string; readonly model: ParsedModel },
  tensors: readonly OnnxTensor[],
  taps: readonly string[],
): OnnxTensor[] {
  if (!Array.isArray(taps) || taps.length === 0) {
    throw new InvalidInputError('tap must name at least one tensor.', { argument: 'tap' });
  }
  // A model may give an input or a weight as it is.
  const own = new Set(model.graph.output.map((output) => output.name));
  const computed = new Map(
    tensors
      .filter((tensor) => tensor.op !== undefined || own.has(tensor.name))
      .map((tensor) => [tensor.name, tensor]),
  );
  return [...new Set(taps)].map((tap) => {
    const found = computed.get(tap);
    if (found !== undefined) return found;
    const other = tensors.find((tensor) => tensor.name === tap);
    if (other === undefined) throw noSuchValue(name, tap, [...computed.keys()]);
    throw new InvalidInputError(
      `${describeValue(tap)} is ${other.kind === 'input' ? 'an input' : 'a weight'} of ${name}; what is computed can be tapped.`,
      { argument: 'tap', given: tap },
    );
  });
}
