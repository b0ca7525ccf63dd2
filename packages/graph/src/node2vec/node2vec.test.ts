import { encode, InvalidInputError, ModelFileError, UnsupportedError } from '@tovec/core';
import { readVectors } from '@tovec/vectors';
import { UndirectedGraph } from 'graphology';
import { karateClub } from 'graphology-generators/social/index.js';
import { describe, expect, test } from 'vitest';
import { rejection, temporaryDirectory, temporaryFile } from '../testing/helpers.js';
import {
  graphFrom,
  loadNode2Vec,
  type Node2Vec,
  type Node2VecTrainOptions,
  randomWalks,
  trainNode2Vec,
} from './index.js';

const club = karateClub(UndirectedGraph);
const options = { dimensions: 16, window: 5, workers: 1, epochs: 10, learningRate: 0.05 } as const;
const train = (more: Node2VecTrainOptions = {}) => trainNode2Vec(club, { ...options, ...more });

const bitsOf = ({ vectors }: Node2Vec) =>
  Buffer.from(vectors.matrix.values.slice().buffer).toString('base64');

/** The faction of a member of the karate club, as its nearest other members would have it. */
function votesOfNeighbors({ vectors }: Node2Vec, node: string): string {
  const votes = vectors
    .nearest(node, { topK: 5 })
    .map(({ item }) => club.getNodeAttribute(item, 'club') as string);
  return votes.filter((vote) => vote === votes[0]).length >= 3
    ? votes[0]!
    : votes.find((vote) => vote !== votes[0])!;
}

describe('a trained model', () => {
  test('is as short as five lines, and tells the factions of the karate club apart', async () => {
    const model = await trainNode2Vec(club, { dimensions: 64, window: 10, epochs: 5, workers: 1 });
    expect(model.vectors.size).toBe(34);
    const right = club
      .nodes()
      .filter((node) => votesOfNeighbors(model, node) === club.getNodeAttribute(node, 'club'));
    expect(right.length).toBeGreaterThanOrEqual(31);
    expect(model.report).toMatchObject({
      graph: { nodes: 34, edges: 78, directed: false, weighted: false },
      ...{ strategy: 'first-order', steps: 34 * 10 * 80 * 5, workers: 1 },
    });
    expect(model.report.seconds.total).toBeGreaterThan(model.report.seconds.train);
  });

  test('encodes nodes, with a note for each that it does not know', async () => {
    const { encoder, vectors } = await train();
    expect(encoder).toMatchObject({ id: 'node2vec', modality: 'node', dimensions: 16 });
    const { row, notes } = await encode(encoder, ['33', 'nobody']);
    expect(row(0)).toEqual(vectors.get('33'));
    expect([...row(1)]).toEqual(new Array(16).fill(0));
    expect(notes).toMatchObject([{ row: 1, kind: 'missing' }]);
    expect(() => vectors.get('nobody')).toThrow('There is no vector');
  });

  test('is the same for the same seed, whatever form the graph comes in', async () => {
    const first = bitsOf(await train());
    expect(bitsOf(await train())).toBe(first);
    expect(bitsOf(await train({ seed: 2 }))).not.toBe(first);
    const edges: [string, string][] = [];
    club.forEachEdge((_, __, source, target) => edges.push([source, target]));
    const graph = await graphFrom(edges);
    const path = await temporaryFile(edges.map((edge) => edge.join(' ')).join('\n'));
    const listed = bitsOf(await trainNode2Vec(graph, options));
    expect(bitsOf(await trainNode2Vec(edges, options))).toBe(listed);
    expect(bitsOf(await trainNode2Vec({ path }, options))).toBe(listed);
  });

  test('is saved and loaded bit for bit, and read as vectors', async () => {
    const model = await train({ p: 0.5, q: 2 });
    const path = `${await temporaryDirectory()}/club.safetensors`;
    await model.save(path);
    const loaded = await loadNode2Vec(path);
    expect(bitsOf(loaded)).toBe(bitsOf(model));
    expect(loaded.settings).toEqual(model.settings);
    expect(loaded.report).toEqual(model.report);
    expect(loaded.vectors.counts).toEqual(model.vectors.counts);
    const vectors = await readVectors(path);
    expect(vectors.modality).toBe('node');
    expect(vectors.get('33')).toEqual(model.vectors.get('33'));
  });

  test('can no longer be used once disposed of', async () => {
    const model = await train({ epochs: 1 });
    await model.dispose();
    expect(() => model.vectors.get('0')).toThrow('disposed');
    expect(await rejection(model.save('/nowhere/model'))).toBeInstanceOf(InvalidInputError);
    expect(await rejection(model.extend(club))).toBeInstanceOf(UnsupportedError);
  });

  test.each([
    [{ p: 0 }, 'p must be'],
    [{ q: -1 }, 'q must be'],
    [{ dimension: 5 }, "Did you mean 'dimensions'?"],
    [{ walkLength: 1 }, 'walkLength must be'],
    [{ weight: 'length' }, 'weight must be'],
    [{ strategy: 'first-order', q: 2 }, 'first-order walks have p = q = 1'],
  ])('is refused for options that cannot be: %j', async (more, message) => {
    const error = await rejection(train(more as Node2VecTrainOptions));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('is not loaded from a file of something else', async () => {
    const path = await temporaryFile('not a model');
    expect(await rejection(loadNode2Vec(path))).toBeInstanceOf(ModelFileError);
  });
});

describe('nodes that come later', () => {
  const later = club.copy();
  for (const node of ['hi', 'officer', 'nobody']) later.addNode(node);
  for (const near of ['0', '1', '2', '3']) later.addEdge('hi', near);
  for (const near of ['33', '32', '23', '29']) later.addEdge('officer', near);

  test('get vectors beside those there are, which stay as they are', async () => {
    const model = await train();
    const more = await model.extend(later);
    expect(more.vectors.size).toBe(37);
    for (const node of club.nodes()) {
      expect(more.vectors.get(node)).toEqual(model.vectors.get(node));
    }
    expect(model.vectors.size).toBe(34);
    expect(votesOfNeighbors(more, 'hi')).toBe('Mr. Hi');
    expect(votesOfNeighbors(more, 'officer')).toBe('Officer');
    expect([...more.vectors.get('nobody')]).toEqual(new Array(16).fill(0));
    expect(more.settings).toEqual(model.settings);
  });

  test('can be added to a loaded model, and to one that has more than the graph', async () => {
    const path = `${await temporaryDirectory()}/club.safetensors`;
    await (await train()).save(path);
    const model = await loadNode2Vec(path);
    const more = await model.extend(
      [
        ['hi', '0'],
        ['hi', '1'],
      ],
      { seed: 3 },
    );
    expect(more.vectors.size).toBe(35);
    expect(more.vectors.get('33')).toEqual(model.vectors.get('33'));
  });

  test('are read as directed if the nodes before them were, unless something else is said', async () => {
    const model = await trainNode2Vec([['a', 'b']], { ...options, directed: true });
    const more = [
      ['a', 'b'],
      ['b', 'c'],
    ] as const;
    expect((await model.extend(more)).report.graph).toMatchObject({ directed: true, edges: 2 });
    const both = await model.extend(more, { directed: false });
    expect(both.report.graph).toMatchObject({ directed: false, arcs: 4 });
    const read = await graphFrom(more);
    expect((await model.extend(read)).report.graph).toMatchObject({ directed: false, arcs: 4 });
  });

  test('need not be any, or may all be isolated', async () => {
    const model = await train();
    const same = await model.extend(club);
    expect(bitsOf(same)).toBe(bitsOf(model));
    const alone = club.copy();
    alone.addNode('alone');
    const { vectors, report } = await model.extend(alone);
    expect([...vectors.get('alone')]).toEqual(new Array(16).fill(0));
    expect([report.steps, report.stepsPerSecond, report.graph.isolated]).toEqual([0, 0, 1]);
  });

  test('go on from a checkpoint of the same model and graph only', async () => {
    const directory = await temporaryDirectory();
    const model = await train();
    const more = await model.extend(later, { checkpoint: { directory } });
    expect(bitsOf(await model.extend(later, { resume: directory }))).toBe(bitsOf(more));
    const other = await train({ seed: 9 });
    const error = await rejection(other.extend(later, { resume: directory, seed: 1 }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('vectors before');
  });

  test('cannot be added without output vectors', async () => {
    const hs = await train({ negative: 0, hierarchicalSoftmax: true });
    expect(await rejection(hs.extend(later))).toBeInstanceOf(UnsupportedError);
    const error = await rejection((await train()).extend(later, { dimensions: 3 } as object));
    expect(error.message).toContain("has no option 'dimensions'");
  });
});

describe('random walks', () => {
  test('are the names of nodes that edges join', async () => {
    let walks = 0;
    for await (const walk of randomWalks(club, { walkLength: 12, walksPerNode: 2, q: 0.5 })) {
      expect(walk).toHaveLength(12);
      for (let at = 1; at < walk.length; at++) {
        expect(club.areNeighbors(walk[at - 1], walk[at])).toBe(true);
      }
      walks++;
    }
    expect(walks).toBe(68);
  });

  test('end in a sink', async () => {
    const walks: string[][] = [];
    const edges: [string, string][] = [
      ['a', 'b'],
      ['b', 'c'],
    ];
    for await (const walk of randomWalks(edges, { directed: true, walksPerNode: 1 }))
      walks.push(walk);
    expect(walks.toSorted()).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
  });

  test('refuse options that they do not have', async () => {
    const walks = randomWalks(club, { dimensions: 5 } as object);
    expect((await rejection(walks.next())).message).toContain("no option 'dimensions'");
  });
});
