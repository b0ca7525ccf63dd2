import { InvalidInputError } from '@tovec/core';
import type { Weights } from '../network/network.js';
import { weightsOver } from '../network/weights-over.js';
import { shapeOf, type Value } from './value.js';

/** What a network calls for its weights, where they are tensors already. */
export function weightsFrom(values: ReadonlyMap<string, Value>): Weights<Value> {
  return weightsOver(({ name, shape }) => {
    const value = values.get(name);
    if (value !== undefined && shapeOf(value).join() === shape.join()) return value;
    const state = value === undefined ? 'is missing' : `is [${shapeOf(value).join(', ')}]`;
    throw new InvalidInputError(
      `The network asks for the weight '${name}' [${shape.join(', ')}], but it ${state}.`,
      { argument: 'weights', given: name },
    );
  });
}
