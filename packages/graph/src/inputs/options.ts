import { check, InvalidInputError, type Items, type OnProgress } from '@tovec/core';

/** How a graph is read, whatever it comes as. */
export interface GraphFromOptions {
  /**
   * Whether edges lead in one direction only; default false, but for a graphology graph of type
   * `directed`, and for arrays of which an arc has no reverse. In a graphology graph of type `mixed`,
   * which is what graphology makes where nothing is said, edges lead both ways unless this is true, and
   * then those do that are undirected.
   */
  readonly directed?: boolean | undefined;
  /**
   * `true`: every edge must have a weight. `false`: weights are passed over. Default: all edges must
   * have one, or none, as the first does.
   */
  readonly weighted?: boolean | undefined;
  /**
   * What weights mean: `'affinity'` (the default), the likelier a walk takes the edge the higher it is;
   * `'distance'`, the less likely: the affinity is then one over it.
   */
  readonly weight?: 'affinity' | 'distance' | undefined;
  /**
   * What a line of a file holds: `'edge-list'`, two nodes and perhaps a weight; `'adjacency-list'`, a
   * node and all its neighbours. Default: an adjacency list where the first 64 kB have a line of one
   * name or of more than three.
   */
  readonly format?: 'edge-list' | 'adjacency-list' | undefined;
  /** The attribute of a graphology graph's edges that is their weight; default `'weight'`. */
  readonly weightAttribute?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Phase `read`, in edges. */
  readonly onProgress?: OnProgress | undefined;
}

/** The keys of {@link GraphFromOptions}. */
export const graphFromOptionKeys = [
  'directed',
  'weighted',
  'weight',
  'format',
  'weightAttribute',
  'signal',
  'onProgress',
] as const satisfies readonly (keyof GraphFromOptions)[];

/** How a graph is read; every option has been checked. */
export interface GraphReading {
  readonly directed: boolean | undefined;
  readonly weighted: boolean | undefined;
  readonly weight: 'affinity' | 'distance';
  readonly format: 'edge-list' | 'adjacency-list' | undefined;
  readonly weightAttribute: string;
  /** Nodes that come first, in this order. */
  readonly names: Items | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress | undefined;
}

/** @throws InvalidInputError naming the first option that cannot be */
export function graphReading(options: GraphFromOptions, names?: Items): GraphReading {
  const { weighted, weight = 'affinity', format, signal, onProgress } = options;
  const { directed, weightAttribute = 'weight' } = options;
  return {
    directed: directed === undefined ? undefined : check.boolean('directed', directed),
    weighted: weighted === undefined ? undefined : check.boolean('weighted', weighted),
    weight: check.oneOf('weight', weight, ['affinity', 'distance']),
    format:
      format === undefined
        ? undefined
        : check.oneOf('format', format, ['edge-list', 'adjacency-list']),
    weightAttribute: check.string('weightAttribute', weightAttribute, { nonEmpty: true }),
    ...{ names, signal, onProgress },
  };
}

/** An error about the graph a caller gave. */
export function graphError(message: string, given?: unknown): InvalidInputError {
  return new InvalidInputError(message, { argument: 'graph', given });
}
