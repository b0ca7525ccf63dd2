import { createProgress, ModelFileError, openSource, type Source } from '@tovec/core';
import type { CsrGraph } from '../csr/csr-graph.js';
import { GraphBuilder } from '../csr/graph-builder.js';
import { EdgeLines, looksLikeAdjacency } from './edge-lines.js';
import type { GraphReading } from './options.js';

const chunkBytes = 1 << 20;
/** What is looked at to tell an adjacency list from an edge list. */
const sniffBytes = 1 << 16;
/** A line of more is in no list of edges: one node with some twenty million neighbours. */
const longestLine = 1 << 28;

/**
 * Reads an edge list or an adjacency list, once and from front to back.
 *
 * @throws ModelFileError naming file and line; SourceError when it cannot be read
 */
export async function readGraph(source: Source, reading: GraphReading): Promise<CsrGraph> {
  const { signal, onProgress, names } = reading;
  await using reader = await openSource(source, { signal });
  const beginning = await reader.peek(sniffBytes);
  if (beginning.includes(0)) {
    throw new ModelFileError(
      'it is no text, since there is a byte 0 in it; edges are lines of UTF-8, such as `a b`',
      { file: reader.name },
    );
  }
  const isWhole = beginning.length < sniffBytes;
  const format =
    reading.format ?? (looksLikeAdjacency(beginning, isWhole) ? 'adjacency-list' : 'edge-list');
  const builder = new GraphBuilder(names);
  const lines = new EdgeLines(builder, reading, format, reader.name);
  if (format === 'adjacency-list' && reading.weighted) {
    throw new ModelFileError(
      'an adjacency list has no weights; write an edge list, a line for each edge',
      { file: reader.name },
    );
  }
  const progress = createProgress({ phase: 'read', unit: 'edges', onProgress });
  let buffer = new Uint8Array(chunkBytes);
  let held = 0;
  for (;;) {
    signal?.throwIfAborted();
    if (held === buffer.length) buffer = longer(buffer, lines);
    const count = await reader.read(buffer.subarray(held));
    if (count === 0) break;
    const length = held + count;
    const rest = lines.take(buffer, length);
    buffer.copyWithin(0, rest, length);
    held = length - rest;
    progress.report(builder.edges);
  }
  if (held > 0) lines.takeLine(buffer, 0, held);
  if (builder.edges === 0) {
    throw new ModelFileError('there are no edges in it; a line is two names and perhaps a weight', {
      file: reader.name,
    });
  }
  progress.report(builder.edges);
  return builder.build();
}

function longer(buffer: Uint8Array, lines: EdgeLines): Uint8Array<ArrayBuffer> {
  if (buffer.length >= longestLine) {
    throw lines.fail(`a line is longer than ${longestLine} bytes; is this a list of edges?`);
  }
  const grown = new Uint8Array(buffer.length * 2);
  grown.set(buffer);
  return grown;
}
