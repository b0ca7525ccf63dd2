import {
  InvalidInputError,
  nearestNames,
  type TensorToWrite,
  type WriteFileAtomicallyOptions,
  writeSafetensors,
} from '@tovec/core';
import type { WeightSpec, WeightValues } from '../network/network.js';

export interface WriteWeightsOptions extends WriteFileAtomicallyOptions {
  /** Free text by name, kept in the header. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * Writes the weights of a network as one safetensors file, float32, under the network's names; the
 * file appears whole or not at all.
 *
 * @throws InvalidInputError when a weight is missing, has another size, or is not one of the network
 * @throws SourceError when the file cannot be written
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { initializeWeights, ones, readWeights, writeWeights } from '@tovec/nn';
 *
 * const weights = [{ name: 'scale', shape: [3], trainable: true, initializer: ones }];
 * const path = `${tmpdir()}/tovec-example-weights.safetensors`;
 * await writeWeights(path, weights, initializeWeights(weights, 1), { metadata: { license: 'MIT' } });
 * console.log((await readWeights(path, { weights })).get('scale')); // Float32Array(3) [ 1, 1, 1 ]
 * ```
 */
export async function writeWeights(
  path: string,
  weights: readonly WeightSpec[],
  values: WeightValues,
  options: WriteWeightsOptions = {},
): Promise<void> {
  const { metadata, signal } = options;
  const tensors = weightTensors(weights, values);
  await writeSafetensors(path, { metadata, tensors }, { signal });
}

/**
 * The weights of a network as tensors, for a model file that holds more than them.
 *
 * @throws InvalidInputError when a weight is missing, has another size, or is not one of the network
 *
 * @example
 * ```ts
 * import { ones, weightTensors } from '@tovec/nn';
 *
 * const weights = [{ name: 'scale', shape: [3], trainable: true, initializer: ones }];
 * const [tensor] = weightTensors(weights, new Map([['scale', Float32Array.of(1, 2, 3)]]));
 * console.log(tensor?.name, tensor?.dtype, tensor?.shape); // scale F32 [ 3 ]
 * ```
 */
export function weightTensors(
  weights: readonly WeightSpec[],
  values: WeightValues,
): TensorToWrite[] {
  const names = new Set(weights.map(({ name }) => name));
  for (const name of values.keys()) {
    if (!names.has(name)) throw refused(`'${name}' is no weight of the network`, name, names);
  }
  return weights.map(({ name, shape }) => {
    const found = values.get(name);
    if (found === undefined) throw refused(`the weight '${name}' is missing`, name, values.keys());
    const size = shape.reduce((product, length) => product * length, 1);
    if (found.length !== size) {
      throw new InvalidInputError(
        `The weight '${name}' is [${shape.join(', ')}], which is ${size} numbers, but has ${found.length}.`,
        { argument: 'values', given: found },
      );
    }
    const bytes = new Uint8Array(found.buffer, found.byteOffset, found.byteLength);
    return { name, dtype: 'F32', shape, bytes };
  });
}

function refused(problem: string, name: string, names: Iterable<string>): InvalidInputError {
  const [nearest] = nearestNames(name, names, 1);
  const hint = nearest === undefined ? '' : ` Is it '${nearest}'?`;
  return new InvalidInputError(`values: ${problem}.${hint}`, { argument: 'values', given: name });
}
