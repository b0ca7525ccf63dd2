import type { GraphReading } from './options.js';

/** Sees to it that all edges have a weight or none, and that weights are ones to walk by. */
export class EdgeWeights {
  /** What the first edge decides, where the options leave it open. */
  #areThere: boolean | undefined;
  #isFirst = true;

  /** @param fail makes the error that says where the edge stands */
  constructor(
    private readonly reading: GraphReading,
    private readonly fail: (problem: string) => Error,
  ) {
    this.#areThere = reading.weighted;
  }

  /** Whether the weight of the next edge counts. Throws where this edge is not as the others. */
  count(hasWeight: boolean): boolean {
    if (this.reading.weighted === false) return false;
    this.#areThere ??= hasWeight;
    if (hasWeight !== this.#areThere) {
      const [has, others] = hasWeight ? ['a', 'none'] : ['no', 'one'];
      const problem = this.#isFirst
        ? 'this edge has no weight'
        : `this edge has ${has} weight, and those before it have ${others}`;
      throw this.fail(`${problem}; give all edges a weight, or pass weighted: false`);
    }
    this.#isFirst = false;
    return hasWeight;
  }

  /** What walks take a weight for. */
  affinity(weight: number): number {
    return affinityOf(weight, this.reading.weight, this.fail);
  }
}

/**
 * What walks take a weight for.
 *
 * @param fail makes the error that says where the weight stands
 */
export function affinityOf(
  weight: number,
  meaning: 'affinity' | 'distance',
  fail: (problem: string) => Error,
): number {
  const affinity = Math.fround(meaning === 'distance' ? 1 / weight : weight);
  if (weight > 0 && affinity > 0 && affinity < Number.POSITIVE_INFINITY) return affinity;
  const reason =
    meaning === 'distance'
      ? 'a distance is a number above 0 (1 over it is what walks go by)'
      : 'a weight is a number above 0; leave out edges that are not to be taken';
  throw fail(`the weight ${weight} cannot be: ${reason}`);
}
