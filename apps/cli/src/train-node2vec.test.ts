import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';

let directory: string;
let remove: () => Promise<void>;

const path = (name: string) => join(directory, name);
const quick = ['--dimensions', '8', '--walks-per-node', '2', '--workers', '1'];

/** Two rings that one edge joins. */
const edges = Array.from({ length: 20 }, (_, at) => {
  const first = at < 10 ? 0 : 10;
  return `n${at} n${first + ((at + 1) % 10)}`;
}).concat('n0 n10');

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await writeFile(path('edges.txt'), edges.join('\n'));
  await writeFile(path('edges.gz'), gzipSync(edges.join('\n')));
  await writeFile(path('weighted.txt'), edges.map((edge, at) => `${edge} ${1 + at}`).join('\n'));
});
afterAll(() => remove());

describe.concurrent('tovec train node2vec', () => {
  test('writes a model and reports in JSON', async () => {
    const args = ['train', 'node2vec', 'edges.txt', '--out', 'model.safetensors', ...quick];
    const report = await runJson(directory, [...args, '--p', '0.5', '--q', '2']);
    expect(report).toMatchObject({
      model: 'model.safetensors',
      graph: { nodes: 20, edges: 21, selfLoops: 0, directed: false, weighted: false },
      strategy: 'precomputed',
      steps: 20 * 2 * 80,
      ...{ tokensPerSecond: expect.any(Number), stepsPerSecond: expect.any(Number) },
      peakMemoryBytes: expect.any(Number),
      seconds: {
        ...{ read: expect.any(Number), walk: expect.any(Number), train: expect.any(Number) },
        ...{ total: expect.any(Number), save: expect.any(Number) },
      },
      settings: { dimensions: 8, p: 0.5, q: 2, walkLength: 80 },
    });
    const near = await runJson(directory, ['nearest', 'model.safetensors', 'n3', '--top', '2']);
    expect(JSON.stringify(near)).toContain('n');
    const info = await runJson(directory, ['info', 'model.safetensors']);
    expect(info).toMatchObject({ encoder: 'node2vec' });
  });

  test('uses the defaults that its help names: those of the library', async () => {
    const { trainNode2Vec } = await import('@tovec/graph/node2vec');
    const pairs = edges.map((edge) => edge.split(' ') as [string, string]);
    const { settings } = await trainNode2Vec(pairs, { workers: 1 });
    const args = ['train', 'node2vec', 'edges.txt', '--out', 'default.txt', '--workers', '1'];
    expect((await runJson(directory, args)).settings).toEqual(settings);
  });

  test('learns the same from a file, gzip and stdin', async () => {
    const train = (from: string, to: string, stdin?: string) =>
      runCli(directory, ['train', 'node2vec', from, '--out', to, ...quick], {
        ...(stdin !== undefined && { stdin }),
      });
    await train('edges.txt', 'a.bin');
    await train('edges.gz', 'b.bin');
    await train('-', 'c.bin', edges.join('\n'));
    const expected = await readFile(path('a.bin'));
    expect((await readFile(path('b.bin'))).equals(expected)).toBe(true);
    expect((await readFile(path('c.bin'))).equals(expected)).toBe(true);
  });

  test('reads weights and directions, and tells people what the graph is', async () => {
    const args = ['train', 'node2vec', 'weighted.txt', '--out', 'people.txt', ...quick];
    const { stdout, stderr } = await runCli(directory, [
      ...[...args, '--weighted', '--weight', 'distance', '--directed', '--extended'],
    ]);
    expect(stderr).toBe('');
    expect(stdout).toContain('graph    20 nodes, 21 weighted directed edges');
    expect(stdout).toMatch(/walks {4}3,200 steps, first-order/);
  });

  test.each([
    [['edges.txt', '--weighted'], 1, 'this edge has no weight'],
    [['none.txt'], 1, 'none.txt'],
    [['edges.txt', '--p', '0'], 2, 'greater than 0'],
    [['edges.txt', '--q', '2', '--strategy', 'first-order'], 2, 'first-order walks'],
  ])('refuses %j', async (args, code, message) => {
    const refused = await runCli(directory, ['train', 'node2vec', ...args, '--out', 'x.bin']);
    expect(refused.stderr).toContain(message);
    expect(refused.code).toBe(code);
    expect(refused.stdout).toBe('');
  });
});

describe.concurrent('tovec walks', () => {
  const walk = ['--walk-length', '5', '--walks-per-node', '3'];

  test('prints walks, one a line, whose steps are edges', async () => {
    const { stdout, code } = await runCli(directory, ['walks', 'edges.txt', ...walk]);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(60);
    const known = new Set(edges.flatMap((edge) => [edge, edge.split(' ').reverse().join(' ')]));
    for (const line of lines) {
      const nodes = line.split(' ');
      expect(nodes).toHaveLength(5);
      for (let at = 1; at < 5; at++) expect(known).toContain(`${nodes[at - 1]} ${nodes[at]}`);
    }
  });

  test('writes them to a file, the same for the same seed', async () => {
    const report = await runJson(directory, ['walks', 'edges.txt', ...walk, '--out', 'walks.txt']);
    expect(report).toMatchObject({ out: 'walks.txt', walks: 60, steps: 300 });
    const { stdout } = await runCli(directory, ['walks', 'edges.txt', ...walk]);
    expect(await readFile(path('walks.txt'), 'utf8')).toBe(stdout);
    const other = await runCli(directory, ['walks', 'edges.txt', ...walk, '--seed', '2']);
    expect(other.stdout).not.toBe(stdout);
  });
});
