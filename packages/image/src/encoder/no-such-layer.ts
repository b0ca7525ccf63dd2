import { describeValue, MissingItemError, nearestNames } from '@tovec/core';

/** The error for a layer that a network does not have, with those that may have been meant. */
export function noSuchLayer(
  layer: string,
  layers: readonly string[],
  aliases: readonly string[] = [],
): MissingItemError {
  const nearest = nearestNames(layer, [...layers, ...aliases], 3)
    .map(describeValue)
    .join(' or ');
  const hint = nearest === '' ? `There are: ${layers.join(', ')}.` : `Did you mean ${nearest}?`;
  return new MissingItemError(`There is no layer ${describeValue(layer)}. ${hint}`, {
    item: layer,
  });
}
