import { describeValue, ModelFileError, nearestNames, type TensorInfo } from '@tovec/core';
import type { WeightSpec } from '../network/network.js';
import type { NameMap, TensorPlace } from './name-map.js';
import { matchesPattern } from './name-pattern.js';

/** A weight that is made from a tensor of the file. */
export interface Placement {
  readonly weight: WeightSpec;
  readonly place: TensorPlace;
}

export interface MatchWeightsOptions {
  readonly layout: NameMap;
  /** Patterns of names that need not be read, beyond those of the layout. */
  readonly ignore: readonly string[];
  /** For messages. */
  readonly file: string;
}

/** Of each list in a message, this many are shown. */
const SHOWN = 20;

/**
 * Which weights each tensor of the file becomes, by the tensor's name.
 *
 * @throws ModelFileError that lists all that is missing, unexpected or of another shape
 */
export function matchWeights(
  tensors: readonly TensorInfo[],
  weights: readonly WeightSpec[],
  { layout, ignore, file }: MatchWeightsOptions,
): ReadonlyMap<string, readonly Placement[]> {
  const byName = new Map(tensors.map((info) => [info.name, info]));
  const placements = new Map<string, Placement[]>();
  const missing: { readonly name: string; readonly shape: readonly number[] }[] = [];
  const misshaped: string[] = [];
  for (const weight of weights) {
    const place = layout.find(weight);
    const names = typeof place.tensor === 'string' ? [place.tensor] : place.tensor;
    const shape = shapeInFile(weight, place);
    const info = byName.get(names.find((name) => byName.has(name)) ?? '');
    if (info === undefined) {
      missing.push({ name: names[0] ?? weight.name, shape });
      continue;
    }
    if (!isSame(info.shape, shape)) {
      misshaped.push(`${describeValue(info.name)} is ${shown(info.shape)}, not ${shown(shape)}`);
    }
    const others = placements.get(info.name);
    if (others === undefined) placements.set(info.name, [{ weight, place }]);
    else others.push({ weight, place });
  }
  const patterns = [...(layout.ignore ?? []), ...ignore];
  const unexpected = tensors.filter(
    ({ name }) =>
      !placements.has(name) && !patterns.some((pattern) => matchesPattern(name, pattern)),
  );
  const free = unexpected.map(({ name }) => name);
  const problems = [
    ...listed('Missing', missing, ({ name, shape }) => {
      const [nearest] = nearestNames(name, free, 1);
      const hint = nearest === undefined ? '' : ` (there is ${describeValue(nearest)})`;
      return `${describeValue(name)} ${shown(shape)}${hint}`;
    }),
    ...listed(
      'Unexpected',
      unexpected,
      ({ name, shape }) => `${describeValue(name)} ${shown(shape)}`,
    ),
    ...listed('Of another shape', misshaped, (text) => text),
  ];
  if (problems.length > 0) {
    const known = placements.size === 0 && weights.length > 0 ? ', not even by name' : '';
    const first = `these are not the weights of the network${known}`;
    throw new ModelFileError([first, ...problems].join('\n  '), { file });
  }
  return placements;
}

/** The shape that a tensor must have in the file. */
function shapeInFile({ shape }: WeightSpec, place: TensorPlace): readonly number[] {
  if (place.shape !== undefined) return place.shape;
  const { order } = place;
  if (order === undefined) return shape;
  const inFile = new Array<number>(order.length);
  for (const [index, axis] of order.entries()) inFile[axis] = shape[index]!;
  return inFile;
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

function shown(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

function listed<T>(title: string, items: readonly T[], describe: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const more = items.length > SHOWN ? `, and ${items.length - SHOWN} more` : '';
  return [`${title} (${items.length}): ${items.slice(0, SHOWN).map(describe).join(', ')}${more}`];
}
