import { describeValue, type Source } from '@tovec/core';
import type { DatasetIdentity } from '../results/result.js';
import { type ReadDatasetOptions, readDatasetLines } from './dataset-lines.js';

/** Two nodes, and how much the edge between them weighs. */
export type Edge = readonly [a: string, b: string, weight?: number];

export interface EdgeDataset extends DatasetIdentity {
  readonly edges: readonly Edge[];
}

/**
 * Reads a graph as a list of edges: two nodes a line, and a weight perhaps, between blanks, tabs or
 * commas. Comments (`#`, `//`) are passed over. A line of more than three is refused: it is of an adjacency
 * list, most likely, which `graphFrom` of `@tovec/graph` reads.
 *
 * @throws ModelFileError naming file and line when a line is no edge; SourceError when the source
 *   cannot be read
 * @example
 * ```ts
 * import { readEdges } from '@tovec/eval';
 *
 * const { edges } = await readEdges(new TextEncoder().encode('a b\nb c 2.5\n'));
 * console.log(edges); // [ [ 'a', 'b' ], [ 'b', 'c', 2.5 ] ]
 * ```
 */
export async function readEdges(
  source: Source,
  options: ReadDatasetOptions = {},
): Promise<EdgeDataset> {
  const edges: Edge[] = [];
  const end = await readDatasetLines(source, options, (text, fail) => {
    const [a, b, given, ...others] = text.split(/\s*[,\t]\s*|\s+/);
    if (!a || !b || others.length > 0) {
      throw fail(
        `${describeValue(text)} is no edge; two nodes and perhaps a weight were expected, between ` +
          'blanks, tabs or commas',
      );
    }
    if (given === undefined || given === '') {
      edges.push([a, b]);
      return;
    }
    const weight = Number(given);
    if (!(Number.isFinite(weight) && weight > 0)) {
      throw fail(
        `the edge from ${describeValue(a)} to ${describeValue(b)} weighs ${describeValue(given)}; ` +
          'a number above 0 was expected',
      );
    }
    edges.push([a, b, weight]);
  });
  if (edges.length === 0) throw end.fail('there are no edges in it');
  return { name: end.name, sha256: end.sha256, edges };
}
