import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';

let directory: string;
let remove: () => Promise<void>;
const run = (...args: string[]) => runCli(directory, ['eval', ...args]);
const runResults = async (...args: string[]) =>
  (await runJson<{ results: Record<string, unknown>[] }>(directory, ['eval', ...args])).results;
const read = (name: string) => readFile(join(directory, name), 'utf8');
const write = (name: string, text: string) => writeFile(join(directory, name), text);

/** Points on two arcs, one for each label, and what is near on them. */
const points = Array.from({ length: 40 }, (_, at) => {
  const [kind, angle] = [at % 2, (at >> 1) / 20 + (at % 2) * 1.7];
  return {
    name: `n${at}`,
    label: ['east', 'north'][kind]!,
    x: Math.cos(angle),
    y: Math.sin(angle),
  };
});
const edges = points.flatMap((a, from) =>
  points.flatMap((b, to) =>
    from < to && Math.hypot(a.x - b.x, a.y - b.y) < 0.26 ? [`${a.name} ${b.name}\n`] : [],
  ),
);

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  const rows = points.map(({ name, x, y }) => `${name} ${x.toFixed(4)} ${y.toFixed(4)}\n`);
  await write('model.vec', `${points.length} 2\n${rows.join('')}`);
  const turned = points.map(({ name, x, y }, at) => `${name} ${at % 3 ? x : -x} ${y}\n`);
  await write('other.vec', `${points.length} 2\n${turned.join('')}`);
  await write('labels.txt', points.map(({ name, label }) => `${name} ${label}\n`).join(''));
  await write('some.txt', 'n0 east\nn1 north\nn2 east\nn3 north\nyeti east\n');
  for (const label of ['east', 'north']) {
    const own = points.filter((point) => point.label === label).map(({ name }) => `${name}\n`);
    await write(`${label}.txt`, own.join(''));
  }
  await write('groups.txt', points.map(({ name }, at) => `${name} ${at % 4} all\n`).join(''));
  await write('edges.txt', edges.join(''));
  await write('pairs.tsv', 'n0\tn2\t5\nn0\tn20\t3\nn0\tn1\t1\nn1\tn3\t4.5\nn0\tyeti\t2\n');
  await write('binary.tsv', 'n0\tn2\tsame\nn1\tn3\tsame\nn0\tn1\tother\nn2\tn3\tother\n');
  await write('corpus.tsv', points.map(({ name }) => `d-${name}\t${name}\n`).join(''));
  await write('queries.tsv', 'q1\tn0\nq2\tn1\n');
  await write('qrels.tsv', 'query-id\tcorpus-id\tscore\nq1\td-n0\t1\nq1\td-n2\t1\nq2\td-n39\t1\n');
});
afterAll(() => remove());

describe.concurrent('tovec eval classification', () => {
  test('prints a line for each set, with models as arguments or as an option', async () => {
    const args = ['--labels', 'labels.txt', 'some.txt', '--train-fraction', '0.5'];
    const { code, stdout, stderr } = await run('classification', 'model.vec', ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^set +accuracy +95 % interval +macro F1 +coverage$/),
      expect.stringMatching(/^labels\.txt +100\.0 % +\[100\.0, 100\.0\] +1\.000 +100\.0 %$/),
      expect.stringMatching(/^some\.txt .* 80\.0 %$/),
      '',
    ]);
    expect(await run('classification', '--model', 'model.vec', ...args)).toMatchObject({ stdout });
  });

  test('divides, learns and tells as it is told', async () => {
    const [result] = await runResults(
      ...['classification', 'model.vec', '--class', 'east=east.txt', 'north=north.txt'],
      ...['--folds', '4', '--probe', 'knn', '--neighbors', '3', '--distance', 'euclidean'],
      ...['--normalize', '--resamples', '0'],
    );
    expect(result).toMatchObject({
      ...{ task: 'classification', dataset: { name: 'east' }, score: 1, interval: null },
      encoder: { name: 'model.vec', id: 'keyed-vectors' },
      options: { probe: 'knn', neighbors: 3, division: 'folds', normalize: true },
    });
    const cv = ['classification', 'model.vec', '--labels', 'labels.txt', '--c', '0.1,1,10'];
    expect((await runResults(...cv))[0]).toMatchObject({ options: { c: [0.1, 1, 10] } });
  });

  test('finds several labels of an item', async () => {
    const args = ['--labels', 'groups.txt', '--multi-label', '--splits', '2', '--standardize'];
    const [result] = await runResults('classification', 'model.vec', ...args);
    expect(result).toMatchObject({
      ...{ primaryMetric: 'microF1', options: { multiLabel: true, splits: 2, standardize: true } },
    });
  });

  test('tests with a file of its own, and keeps vectors in a cache', async () => {
    const args = ['classification', 'model.vec', '--labels', 'some.txt', '--test', 'labels.txt'];
    const cached = [...args, '--cache', 'cache'];
    const [first] = await runResults(...cached);
    expect(first).toMatchObject({ items: 45, options: { division: 'given' } });
    const [second] = await runResults(...cached);
    expect(second!.score).toBe(first!.score);
  });
});

describe.concurrent('tovec eval clustering and transfer', () => {
  test('hold clusters against labels', async () => {
    const { stdout } = await run('clustering', 'model.vec', 'other.vec', '--labels', 'labels.txt');
    expect(stdout).toMatch(/^model +labels\.txt +95 % interval +NMI +ARI +purity +coverage\n/);
    const few = ['clustering', 'model.vec', '--labels', 'labels.txt', '--clusters', '3'];
    expect((await runResults(...few))[0]).toMatchObject({ options: { clusters: 3 } });
  });

  test('print learning curves, and draw them', async () => {
    const { code, stdout } = await run(
      ...['transfer', 'model.vec', '--labels', 'labels.txt', '--rival', 'other.vec'],
      ...['--shots', '1,4', '--draws', '3', '--baselines', 'one-hot', '--html', 'transfer.html'],
    );
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^examples +model\.vec +other\.vec +one-hot$/);
    expect(lines.slice(1, 3).map((line) => line.split(' ')[0])).toEqual(['1', '4']);
    expect(stdout).toContain('the mean of 3 draws from 20 items, on 20 others');
    expect(await read('transfer.html')).toContain('<svg');
  });
});

describe.concurrent('tovec eval pairs', () => {
  test('correlates grades, and tells pairs apart', async () => {
    const { stdout } = await run('pairs', 'model.vec', '--pairs', 'pairs.tsv');
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^set +spearman +95 % interval +pearson +coverage$/),
      expect.stringMatching(/^pairs\.tsv +0\.800 +\[.*\] +0\.\d{3} +80\.0 %$/),
      '',
    ]);
    const args = ['pairs', 'model.vec', '--pairs', 'binary.tsv', '--positive', 'same'];
    expect((await run(...args)).stdout).toMatch(/^set +averagePrecision .* AUC +coverage\n/);
    expect((await runResults(...args))[0]).toMatchObject({ kind: 'binary', score: 1 });
  });
});

describe.concurrent('--bag', () => {
  test('makes texts of word vectors, and tells so', async () => {
    await write('texts.tsv', 'N0 N2.\tN2\t5\nn0, n20\tN20\t3\nN0\tN1\t1\n');
    const args = ['pairs', 'model.vec', '--pairs', 'texts.tsv', '--resamples', '0'];
    expect(await runResults(...args)).toMatchObject([{ used: 0, score: null }]);
    const texts = ['--bag', '--lowercase', '--token-pattern', 'n[0-9]+', '--cache', 'texts'];
    const config = { bag: true, lowercase: true, tokenPattern: 'n[0-9]+' };
    const expected = [{ used: 3, encoder: { id: 'keyed-vectors', config } }];
    expect(await runResults(...args, ...texts)).toMatchObject(expected);
    const other = ['--bag', '--token-pattern', 'n[0-9]+', '--cache', 'texts'];
    expect(await runResults(...args, ...other)).toMatchObject([{ used: 0 }]);
  });
});

describe.concurrent('tovec eval retrieval', () => {
  test('searches a corpus', async () => {
    const files = ['--corpus', 'corpus.tsv', '--queries', 'queries.tsv', '--qrels', 'qrels.tsv'];
    const { stdout } = await run('retrieval', 'model.vec', ...files, '--k', '1,10');
    expect(stdout).toMatch(/^set +ndcg@10 +95 % interval +MRR +MAP +recall +coverage\nqrels\.tsv /);
    const [result] = await runResults('retrieval', 'model.vec', ...files, '--similarity', 'dot');
    expect(result).toMatchObject({ documents: 40, queries: 2, options: { similarity: 'dot' } });
  });

  test('searches among labelled items', async () => {
    const [result] = await runResults(
      ...['retrieval', 'model.vec', '--labels', 'labels.txt', '--k', '1'],
    );
    expect(result).toMatchObject({ primaryMetric: 'ndcg@1', queries: 40, score: 1 });
  });
});

describe('tovec eval link-prediction', () => {
  test('holds edges out, and measures models on them', async () => {
    const { code, stdout } = await run(
      ...['link-prediction', 'edges.txt', '--test-fraction', '0.3', '--training-pairs', '50'],
      ...['--no-train', '--split-out', 'split.json', '--residual-out', 'residual.txt'],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^nodes +40\nedges +\d+\nresidual +\d+\nvalidation +\d+\ntest +\d+\n$/);
    const residual = (await read('residual.txt')).trim().split('\n');
    expect(residual.length).toBeLessThan(edges.length);
    expect(residual.filter((line) => !edges.includes(`${line}\n`))).toEqual([]);

    const args = ['link-prediction', 'split.json', '--model', 'model.vec'];
    const one = await run(...args, '--resamples', '100', '--html', 'links.html');
    expect(one.stdout.split('\n')[0]).toMatch(/^operator +AUC +95 % interval +AP +validation AUC$/);
    expect(one.stdout).toMatch(/^l2 .*$/m);
    expect(one.stdout).toContain(`${residual.length} edges between 40 nodes to learn from`);
    expect(await read('links.html')).toContain('ROC on the test pairs');
    const two = await runResults(...args, 'other.vec', '--operators', 'l1', 'l2');
    expect(two).toMatchObject([
      { encoder: { name: 'model.vec' }, options: { operators: ['l1', 'l2'], standardize: true } },
      { encoder: { name: 'other.vec' } },
    ]);
    expect((two[0]!.score as number) > (two[1]!.score as number)).toBe(true);
  });

  test('trains Node2Vec on the edges that are left, and keeps the split', async () => {
    const how = ['--dimensions', '8', '--walk-length', '20', '--epochs', '20'];
    how.push('--workers', '1', '--resamples', '0');
    const args = ['link-prediction', 'edges.txt', '--test-fraction', '0.2', ...how];
    const [result] = await runResults(...args, '--split-out', 'kept.json');
    expect(result).toMatchObject({
      ...{ dataset: { name: 'edges.txt' }, nodes: 40, missingNodes: 0 },
      encoder: {
        ...{ id: 'node2vec', name: 'node2vec', dimensions: 8 },
        config: { format: 'tovec', walkLength: 20, walksPerNode: 10, window: 10 },
      },
    });
    expect(result!.score).toBeGreaterThan(0.8);
    const [again] = await runResults('link-prediction', 'kept.json', ...how);
    expect(again!.score).toBe(result!.score);
  });

  test('reads adjacency lists, and weights as distances', async () => {
    await write(
      'adjacency.txt',
      points.map((_, at) => `n${at} n${(at + 1) % 40} n${(at + 2) % 40}\n`).join(''),
    );
    const split = ['--no-train', '--split-out', 'ring.json', '--format', 'adjacency-list'];
    expect((await run('link-prediction', 'adjacency.txt', ...split)).stdout).toMatch(
      /^nodes +40\n/,
    );
    await write(
      'distances.txt',
      edges.map((edge, at) => edge.replace('\n', ` ${1 + (at % 3)}\n`)).join(''),
    );
    const weighted = ['--weighted', '--weight', 'distance', '--no-train', '--split-out', 'd.json'];
    await run('link-prediction', 'distances.txt', ...weighted);
    const { residual } = JSON.parse(await read('d.json')) as {
      residual: [string, string, number][];
    };
    const affinities = new Set(residual.map(([, , weight]) => weight.toFixed(3)));
    expect([...affinities].sort()).toEqual(['0.333', '0.500', '1.000']);
  });

  test('is the same for the same seed', async () => {
    const seed = ['--seed', '4', '--directed', '--no-train'];
    const args = ['link-prediction', 'edges.txt', ...seed, '--split-out'];
    await run(...args, 'a.json');
    await run(...args, 'b.json');
    expect(await read('a.json')).toBe(await read('b.json'));
    expect(JSON.parse(await read('a.json'))).toMatchObject({ settings: { directed: true } });
  });
});

describe.concurrent('extrinsic evaluations refuse', () => {
  const labels = ['--labels', 'labels.txt'];
  test.each([
    [['classification', ...labels], 2, "missing required argument 'models'"],
    [['classification', 'model.vec'], 2, 'give --labels <file...>, or --class'],
    [['classification', 'model.vec', ...labels, '--class', 'a=b.txt'], 2, 'give --labels'],
    [['classification', 'model.vec', '--class', 'b.txt'], 2, 'a label and a file'],
    [['classification', 'model.vec', '--class', 'a=b.txt', 'a=c.txt'], 2, 'the label a twice'],
    [['classification', 'model.vec', ...labels, '--c', '0'], 2, 'a number greater than 0'],
    [['classification', 'model.vec', ...labels, '--folds', '1'], 2, 'whole number of at least 2'],
    [['classification', 'model.vec', '--labels', 'east.txt'], 1, '(line 1)'],
    [['classification', 'model.vec', ...labels, 'some.txt', '--test', 'x'], 2, '--test goes with'],
    [['clustering', 'none.vec', ...labels], 1, 'none.vec'],
    [['pairs', 'model.vec', '--pairs', 'binary.tsv'], 1, 'say which ones are positive'],
    [['retrieval', 'model.vec', '--corpus', 'corpus.tsv'], 2, 'give all of --corpus'],
    [['retrieval', 'model.vec', ...labels, '--qrels', 'qrels.tsv'], 2, 'or else --labels'],
    [['retrieval', 'model.vec', ...labels, '--k', '1,x'], 2, 'whole numbers of at least 1'],
    [['link-prediction', 'edges.txt', '--model', 'model.vec'], 2, '--model needs the split'],
    [['link-prediction', 'edges.txt', '--test-fraction', '0.95'], 2, 'less than 1 together'],
    [['link-prediction', 'pairs.tsv', '--split-out', 'x.json'], 1, 'holds the graph together'],
    [['link-prediction', 'east.txt'], 1, 'east.txt'],
    [['link-prediction', 'edges.txt', '--no-train'], 2, '--no-train holds edges out only'],
    [['link-prediction', 'x', '--model', 'model.vec', '--p', '2'], 2, '--p is for training'],
    [['link-prediction', 'none.txt'], 1, 'none.txt'],
    [['transfer', 'model.vec', ...labels, '--shots', 'all'], 2, 'whole numbers of at least 1'],
  ])('%j with exit code %i', async (args, code, message) => {
    const finished = await run(...args);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(/^error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
  });
});
