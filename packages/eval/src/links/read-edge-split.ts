import {
  InvalidInputError,
  ModelFileError,
  type OpenSourceOptions,
  openSource,
  type Source,
} from '@tovec/core';
import { readJson } from '../results/read-json.js';
import { type Shape, shape } from '../results/shape.js';
import type { EdgeSplit } from './edge-split.js';

const { boolean, count, list, matching, number, object, optional, text } = shape;

/** Two names of nodes, and a weight perhaps. */
const edge: Shape = (value, place) => {
  list(() => {})(value, place);
  const [a, b, weight, ...others] = value as unknown[];
  text(a, `${place}[0]`);
  text(b, `${place}[1]`);
  optional(number)(weight, `${place}[2]`);
  if (others.length === 0) return;
  throw new InvalidInputError(`${place} must be two nodes and a weight, but has more.`, {
    ...{ argument: place, given: value },
  });
};

const part = object({ positives: list(edge), negatives: list(edge) });

const splitShape = object({
  name: text,
  sha256: optional(matching(/^[0-9a-f]{64}$/, '64 hexadecimal digits')),
  settings: object({
    ...{ testFraction: number, validationFraction: number, trainingPairs: count },
    ...{ directed: boolean, seed: number },
  }),
  ...{ nodes: count, edges: count, selfLoops: count, residual: list(edge) },
  ...{ train: part, validation: part, test: part },
});

/**
 * Reads a split of edges that was kept as JSON, as `tovec eval link-prediction --split-out` does.
 *
 * @throws ModelFileError naming the file, and the field that is wrong; SourceError when it cannot be read
 * @example
 * ```ts
 * import { readEdgeSplit, splitEdges } from '@tovec/eval';
 *
 * const names = ['a', 'b', 'c', 'd', 'e', 'f'];
 * const ring = names.map((name, at) => [name, names[(at + 1) % 6]!] as const);
 * const split = await splitEdges(ring, { testFraction: 0.1, validationFraction: 0 });
 * const kept = new TextEncoder().encode(JSON.stringify(split));
 * console.log((await readEdgeSplit(kept)).residual.length); // 5
 * ```
 */
export async function readEdgeSplit(
  source: Source,
  options: OpenSourceOptions = {},
): Promise<EdgeSplit> {
  await using reader = await openSource(source, options);
  const split = await readJson(reader);
  try {
    splitShape(split, '');
    return split as EdgeSplit;
  } catch (error) {
    if (!InvalidInputError.isInstance(error)) throw error;
    throw new ModelFileError(error.message, { file: reader.name, cause: error });
  }
}
