import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import type { Inputs } from './encode-options.js';

/** All inputs as an array. A lone string or image is refused: it would fall apart into its parts. */
export async function collectInputs<Input>(
  inputs: Inputs<Input>,
  signal: AbortSignal | undefined,
): Promise<readonly Input[]> {
  if (typeof inputs === 'string' || ArrayBuffer.isView(inputs)) {
    throw refused(inputs, `Wrap a single input in an array: [${describeValue(inputs)}].`);
  }
  if (Array.isArray(inputs)) return inputs;
  if (typeof inputs === 'object' && inputs !== null) {
    if (Symbol.iterator in inputs) return [...inputs];
    if (Symbol.asyncIterator in inputs) return collectArriving(inputs, signal);
  }
  throw refused(inputs, 'Give an array, or any other iterable or async iterable.');
}

async function collectArriving<Input>(
  inputs: AsyncIterable<Input>,
  signal: AbortSignal | undefined,
): Promise<Input[]> {
  const collected: Input[] = [];
  for await (const input of inputs) {
    signal?.throwIfAborted();
    collected.push(input);
  }
  return collected;
}

function refused(inputs: unknown, advice: string): InvalidInputError {
  return new InvalidInputError(
    `inputs must be a collection of inputs, but was ${describeValue(inputs)}. ${advice}`,
    { argument: 'inputs', given: inputs },
  );
}
