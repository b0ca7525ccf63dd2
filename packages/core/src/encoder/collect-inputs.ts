import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import type { Inputs } from './encode-options.js';

/** All inputs as an array. */
export async function collectInputs<Input>(
  inputs: Inputs<Input>,
  signal: AbortSignal | undefined,
): Promise<readonly Input[]> {
  const checked = checkInputs(inputs);
  if (Array.isArray(checked)) return checked;
  if (Symbol.iterator in checked) return [...checked];
  return collectArriving(checked, signal);
}

/** Refuses what is no collection, and a lone string or image: it would fall apart into its parts. */
export function checkInputs<Input>(inputs: Inputs<Input>): Inputs<Input> {
  if (typeof inputs === 'string' || ArrayBuffer.isView(inputs)) {
    throw refused(inputs, `Wrap a single input in an array: [${describeValue(inputs)}].`);
  }
  const iterable =
    typeof inputs === 'object' &&
    inputs !== null &&
    (Symbol.iterator in inputs || Symbol.asyncIterator in inputs);
  if (iterable) return inputs;
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
