import { gzipSync } from 'node:zlib';
import { InvalidInputError, MissingItemError, ModelFileError, SourceError } from '@tovec/core';
import fc from 'fast-check';
import { DirectedGraph, MultiGraph, MultiUndirectedGraph, UndirectedGraph } from 'graphology';
import { karateClub } from 'graphology-generators/social/index.js';
import { describe, expect, test } from 'vitest';
import type { CsrGraph } from '../csr/csr-graph.js';
import { contentOf } from '../testing/contents.js';
import { rejection, temporaryFile } from '../testing/helpers.js';
import { type GraphInput, graphFrom } from './graph-from.js';
import type { GraphFromOptions } from './options.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, options?: GraphFromOptions) =>
  graphFrom({ source: bytesOf(text) }, options);

const triangle = { a: { b: 1, c: 1 }, b: { a: 1, c: 1 }, c: { a: 1, b: 1 } };

describe('a file of edges', () => {
  test('has two nodes a line, between blanks, tabs or commas', async () => {
    for (const text of ['a b\nb c\nc a\n', 'a\tb\r\nb\tc\r\nc\ta', 'a,b\nb, c\n c ; a\n\n']) {
      const graph = await read(text);
      expect(contentOf(graph)).toEqual(triangle);
      expect(graph.counts).toMatchObject({ nodes: 3, edges: 3, arcs: 6, parallelEdges: 0 });
      expect([graph.isDirected, graph.isWeighted]).toEqual([false, false]);
    }
  });

  test('may have comments, a byte order mark, and names in any writing', async () => {
    const graph = await read('\uFEFF# two rivers\n% of Europe\nDonau Черное_море\nInn Donau\n');
    expect(graph.names.toArray()).toEqual(['Donau', 'Черное_море', 'Inn']);
  });

  test('may have weights: affinities, or distances', async () => {
    const text = 'a b 2\nb c 0.5\nb b 1e-1\n';
    const graph = await read(text);
    const loop = Math.fround(0.1);
    expect(graph.isWeighted).toBe(true);
    expect(contentOf(graph)).toEqual({ a: { b: 2 }, b: { a: 2, b: loop, c: 0.5 }, c: { b: 0.5 } });
    const far = await read(text, { weight: 'distance' });
    expect(contentOf(far)).toEqual({ a: { b: 0.5 }, b: { a: 0.5, b: 10, c: 2 }, c: { b: 2 } });
    expect(contentOf(await read(text, { weighted: false })).a).toEqual({ b: 1 });
  });

  test('has edges of one direction where that is said', async () => {
    const graph = await read('a b\nb c\n', { directed: true });
    expect(contentOf(graph)).toEqual({ a: { b: 1 }, b: { c: 1 }, c: {} });
    expect(graph.isDirected).toBe(true);
    expect(graph.counts).toMatchObject({ edges: 2, arcs: 2, sinks: 1, isolated: 0 });
  });

  test('counts loops and edges that were there already, and adds their weights up', async () => {
    const graph = await read('a b 1\nb a 2\na a 5\na b 4\n');
    expect(contentOf(graph)).toEqual({ a: { a: 5, b: 7 }, b: { a: 7 } });
    expect(graph.counts).toMatchObject({ edges: 2, arcs: 3, selfLoops: 1, parallelEdges: 2 });
    const directed = await read('a b 1\nb a 2\na b 4\n', { directed: true });
    expect(contentOf(directed)).toEqual({ a: { b: 5 }, b: { a: 2 } });
    expect(directed.counts).toMatchObject({ edges: 2, parallelEdges: 1 });
    const heavy = contentOf(await read('a b 3e38\na b 3e38\n'));
    expect(heavy.a!.b).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(contentOf(await read('a b\na b\n'))).toEqual({ a: { b: 1 }, b: { a: 1 } });
    const loops = await read('a a\na a\na a\na b\n');
    expect(loops.counts).toMatchObject({ edges: 2, selfLoops: 1, parallelEdges: 2 });
  });

  test('is an adjacency list where a line is no edge, or where that is said', async () => {
    const graph = await read('a b c d\nb c\ne\n');
    expect(contentOf(graph)).toMatchObject({ a: { b: 1, c: 1, d: 1 }, b: { a: 1, c: 1 }, e: {} });
    expect(graph.counts.isolated).toBe(1);
    expect(contentOf(await read('a b c\nb c\n', { format: 'adjacency-list' }))).toEqual(triangle);
  });

  test('is read from a path, gzip or not, and longer than a chunk', async () => {
    const lines = Array.from({ length: 200_000 }, (_, at) => `node${at % 5000} ${(at * 7) % 5000}`);
    const text = lines.join('\n');
    const path = await temporaryFile(gzipSync(text), 'graph.txt.gz');
    const graph = await graphFrom({ path });
    expect(graph.size).toBe(10_000);
    expect(contentOf(await read(text))).toEqual(contentOf(graph));
  });

  test('says how many edges it has read', async () => {
    const done: number[] = [];
    await read('a b\nb c\n', { onProgress: (event) => done.push(event.done) });
    expect(done.at(-1)).toBe(2);
  });

  test.each([
    ['a b\nc\n', { format: 'edge-list' }, 'there is one name (line 2)'],
    ['a b c d\n', { format: 'edge-list' }, 'there are 4 fields'],
    ['a b\n\nb c heavy\n', {}, 'this edge has a weight, and those before it have none'],
    ['a b 1\nb c heavy\n', {}, "the weight 'heavy' is no number (line 2)"],
    ['a b 1\nb c\n', {}, 'this edge has no weight'],
    ['a b\n', { weighted: true }, 'this edge has no weight'],
    ['a b 1\nb c -2\n', {}, 'the weight -2 cannot be'],
    ['a b 0\n', {}, 'a weight is a number above 0'],
    ['a b 1e99\n', {}, 'cannot be'],
    ['from,to,weight\na,b,1\n', {}, 'if this is a heading, begin it with # (line 1)'],
    ['a b\n\0\u0001c d\n', {}, 'it is no text'],
    ['a b NaN\n', {}, "the weight 'NaN' is no number"],
    ['a b 0\n', { weight: 'distance' }, 'a distance is a number above 0'],
    ['# nothing\n', {}, 'there are no edges in it'],
    ['', {}, 'there are no edges in it'],
    ['a b c d\n', { weighted: true }, 'an adjacency list has no weights'],
  ] as const)('that is none is refused with its line: %j %j', async (text, options, message) => {
    const error = await rejection(read(text, options));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
  });

  test('that is not there is a SourceError', async () => {
    expect(await rejection(graphFrom({ path: '/nowhere/edges.txt' }))).toBeInstanceOf(SourceError);
  });

  test('of any bytes is read or refused, never anything else', async () => {
    const some = bytesOf('a b 1\nb c 2.5\n# x\nc\td 1e3\n');
    const mutated = fc
      .array(fc.tuple(fc.nat(some.length - 1), fc.nat(255)), { maxLength: 6 })
      .map((changes) => {
        const bytes = some.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      });
    const any = fc.oneof(mutated, fc.uint8Array({ maxLength: 80 }));
    await fc.assert(
      fc.asyncProperty(any, fc.boolean(), async (source, directed) => {
        const found = await graphFrom({ source }, { directed }).catch((error: unknown) => error);
        if (ModelFileError.isInstance(found)) return;
        const { counts, names, arcs } = found as CsrGraph;
        expect(names.length).toBe(counts.nodes);
        expect(arcs.offsets.at(-1)).toBe(counts.arcs);
        expect(counts.edges).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('edges in memory', () => {
  async function* later(...edges: [string, string][]) {
    for (const edge of edges) {
      await new Promise((resolve) => setImmediate(resolve));
      yield edge;
    }
  }

  test('are pairs, triples or objects, of texts or numbers, async or not', async () => {
    const pairs: [string, string][] = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ];
    const objects = pairs.map(([source, target]) => ({ source, target }));
    for (const edges of [pairs, new Set(pairs), objects, later(...pairs)]) {
      expect(contentOf(await graphFrom(edges))).toEqual(triangle);
    }
    const weighted = await graphFrom([[1, 2, 0.5], { source: 2, target: 3, weight: 2 }]);
    expect(contentOf(weighted)).toEqual({ 1: { 2: 0.5 }, 2: { 1: 0.5, 3: 2 }, 3: { 2: 2 } });
  });

  test.each([
    [[], 'has 0 nodes and no edges'],
    [[['a']], 'edge 0 must have two nodes'],
    [
      [
        ['a', 'b'],
        ['a', null],
      ],
      'edge 1 must have two nodes',
    ],
    [[['a', '']], 'edge 0 must have two nodes'],
    [[['a', 'b'], 'ab'], 'edge 1 must have two nodes'],
    [[['a', 'b', '1']], 'the weight of edge 0 must be a number'],
    [[['a', 'b', Number.NaN]], 'the weight NaN cannot be'],
    [[['a', 'b', -1]], 'the weight -1 cannot be'],
    [
      [
        ['a', 'b', 1],
        ['b', 'c'],
      ],
      'and those before it have one; give all edges a weight, or pass weighted: false (edge 1)',
    ],
    [5, 'but 5 was given'],
    [{}, 'a graph is a graphology graph'],
    [undefined, 'but undefined was given'],
  ])('that are none are refused: %j', async (given, message) => {
    const error = await rejection(graphFrom(given as unknown as GraphInput));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('can be aborted, however fast they come', async () => {
    function* endless(): Generator<[number, number]> {
      for (;;) yield [1, 2];
    }
    const error = await rejection(graphFrom(endless(), { signal: AbortSignal.timeout(20) }));
    expect(error.name).toBe('TimeoutError');
  });
});

describe('a graphology graph', () => {
  test('is the karate club', async () => {
    const graph = await graphFrom(karateClub(UndirectedGraph));
    expect(graph.counts).toMatchObject({ nodes: 34, edges: 78, arcs: 156, isolated: 0 });
    expect(graph.neighborsOf('11')).toEqual([{ name: '0', weight: 1 }]);
    // In a graph of type mixed, as the example everybody knows has it, edges are directed by accident.
    expect((await graphFrom(karateClub(MultiGraph))).counts).toEqual(graph.counts);
  });

  test('keeps its isolated nodes, its directions and its weights', async () => {
    const directed = new DirectedGraph();
    for (const node of ['a', 'b', 'alone']) directed.addNode(node);
    directed.addEdge('a', 'b', { weight: 3, strength: 7 });
    const graph = await graphFrom(directed);
    expect(contentOf(graph)).toEqual({ a: { b: 3 }, b: {}, alone: {} });
    expect(graph.counts).toMatchObject({ isolated: 1, sinks: 1 });
    const strong = await graphFrom(directed, { weightAttribute: 'strength' });
    expect(contentOf(strong).a).toEqual({ b: 7 });
    expect((await graphFrom(directed, { weighted: false })).isWeighted).toBe(false);
  });

  test('may have edges of both kinds, loops, and several between two nodes', async () => {
    const mixed = new MultiGraph();
    for (const node of ['a', 'b', 'c']) mixed.addNode(node);
    mixed.addUndirectedEdge('a', 'b');
    mixed.addDirectedEdge('b', 'c');
    const graph = await graphFrom(mixed, { directed: true });
    expect(contentOf(graph)).toEqual({ a: { b: 1 }, b: { a: 1, c: 1 }, c: {} });
    expect(graph.isDirected).toBe(true);
    const both = await graphFrom(mixed);
    expect(contentOf(both)).toEqual({ a: { b: 1 }, b: { a: 1, c: 1 }, c: { b: 1 } });
    const multi = new MultiUndirectedGraph();
    for (const node of ['a', 'b']) multi.addNode(node);
    for (const weight of [1, 2]) multi.addEdge('a', 'b', { weight });
    multi.addEdge('a', 'a', { weight: 4 });
    expect(contentOf(await graphFrom(multi))).toEqual({ a: { a: 4, b: 3 }, b: { a: 3 } });
  });

  test('without edges, or with some weights missing or wrong, is refused', async () => {
    const graph = new UndirectedGraph();
    for (const node of ['a', 'b', 'c']) graph.addNode(node);
    expect((await rejection(graphFrom(graph))).message).toContain('3 nodes and no edges');
    graph.addEdge('a', 'b', { weight: 1 });
    graph.addEdge('b', 'c');
    expect((await rejection(graphFrom(graph))).message).toContain('has no weight');
    graph.updateEachEdgeAttributes((_, { weight }) => (weight ? {} : { weight: 1 }));
    expect((await rejection(graphFrom(graph))).message).toContain('this edge has a weight');
    for (const weight of ['x', null, true, '']) {
      graph.forEachEdge((edge) => graph.setEdgeAttribute(edge, 'weight', weight));
      const error = await rejection(graphFrom(graph));
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toContain('the weight NaN cannot be');
    }
  });
});

test('a node that is not there is a MissingItemError with the nearest name', async () => {
  const graph = await read('alice bob\n');
  expect(graph.has('alice')).toBe(true);
  expect(() => graph.nodeOf('alise')).toThrow(MissingItemError);
  expect(() => graph.neighborsOf('alise')).toThrow("Did you mean 'alice'?");
});

test('arcs are sorted and merged as plain JavaScript would', async () => {
  const ends = fc.tuple(fc.nat(8), fc.nat(8), fc.integer({ min: 1, max: 9 }));
  await fc.assert(
    fc.asyncProperty(fc.array(ends, { minLength: 1 }), fc.boolean(), async (edges, directed) => {
      const expected = new Map<string, number>();
      const add = (a: number, b: number, weight: number) =>
        expected.set(`${a} ${b}`, (expected.get(`${a} ${b}`) ?? 0) + weight);
      for (const [a, b, weight] of edges) {
        add(a, b, weight);
        if (!directed && a !== b) add(b, a, weight);
      }
      const graph = await graphFrom(edges, { directed });
      const found = Object.entries(contentOf(graph)).flatMap(([a, near]) =>
        Object.entries(near).map(([b, weight]): [string, number] => [`${a} ${b}`, weight]),
      );
      expect(new Map(found)).toEqual(expected);
    }),
  );
});
