import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';
import { smallVectors } from './testing/texts.js';

let directory: string;
let remove: () => Promise<void>;
const run = (...args: string[]) => runCli(directory, ['eval', ...args]);
const read = (name: string) => readFile(join(directory, name), 'utf8');
const write = (name: string, text: string) => writeFile(join(directory, name), text);

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await write('model.vec', smallVectors);
  await write(
    'questions.txt',
    ': family\nman king woman queen\nMan King Woman Queen\nman king boy prince\n' +
      ': gram1-made-up\nwoman queen man king\nman king apple queen\n',
  );
  await write('pairs.txt', 'king\tqueen\t8\napple\tpear\t9\nking\tapple\t1\nking\tyeti\t5\n');
  await write('other.vec', smallVectors.replace('queen 1 0 1 0', 'queen 0 1 0 1'));
  await write('words.txt', 'king\nqueen\nman\nwoman\nyeti\n');
  await write(
    'categories.txt',
    'king\tpeople\nqueen\tpeople\nman\tpeople\napple\tfood\npear\tfood\nyeti\tpeople\n',
  );
  await write('group.txt', 'king\nqueen\nman\nwoman\n\napple\nyeti\n');
  await write('more.txt', 'word1 word2 score\nking man 7\nqueen man 3\n');
});
afterAll(() => remove());

describe.concurrent('tovec eval analogies', () => {
  test('prints a table of sections and totals', async () => {
    const { code, stdout, stderr } = await run(
      ...['analogies', 'model.vec', '--questions', 'questions.txt', '--resamples', '0'],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').slice(0, 7)).toEqual([
      'section        accuracy    top 5  correct  asked  coverage',
      'family          100.0 %  100.0 %        2      2    66.7 %',
      'gram1-made-up    50.0 %  100.0 %        1      2   100.0 %',
      '',
      'semantic        100.0 %  100.0 %        2      2    66.7 %',
      'syntactic        50.0 %  100.0 %        1      2   100.0 %',
      'total            75.0 %  100.0 %        3      4    80.0 %',
    ]);
    expect(stdout).toContain('1 question not asked: 1 with a word that has no vector');
  });

  test('prints one table of several models', async () => {
    const { stdout } = await run(
      ...['analogies', 'model.vec', 'other.vec', '--questions', 'questions.txt'],
    );
    expect(stdout.split('\n')).toEqual([
      'model      questions.txt  95 % interval  semantic  syntactic  coverage',
      'model.vec         75.0 %  [25.0, 100.0]   100.0 %     50.0 %    80.0 %',
      'other.vec         25.0 %    [0.0, 75.0]     0.0 %     50.0 %    80.0 %',
      '',
    ]);
  });

  test('gives the results of @tovec/eval in JSON', async () => {
    const { results } = await runJson<{ results: object[] }>(directory, [
      ...['eval', 'analogies', 'model.vec', '--questions', 'questions.txt'],
      ...['--restrict', '4', '--method', '3CosMul'],
    ]);
    expect(results).toMatchObject([
      {
        ...{ schemaVersion: 1, task: 'analogies', primaryMetric: 'accuracy' },
        dataset: { name: 'questions.txt', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        encoder: { name: 'model.vec', id: 'keyed-vectors', config: { format: 'word2vec-text' } },
        options: { method: '3CosMul', restrict: 4, caseFold: true },
        skipped: { unknownWord: { count: 1 }, beyondRestrict: { count: 1 } },
      },
    ]);
  });

  test('searches all items, and minds the case, where it is told to', async () => {
    const { results } = await runJson<{ results: object[] }>(directory, [
      ...['eval', 'analogies', 'model.vec', '--questions', 'questions.txt'],
      ...['--restrict', 'all', '--no-case-fold'],
    ]);
    expect(results).toMatchObject([
      { options: { restrict: 6, caseFold: false }, skipped: { unknownWord: { count: 2 } } },
    ]);
  });

  test('answers with the words of a vocabulary where it is given one', async () => {
    const { results } = await runJson<{ results: object[] }>(directory, [
      ...['eval', 'analogies', 'model.vec', '--questions', 'questions.txt'],
      ...['--vocabulary', 'words.txt'],
    ]);
    expect(results).toMatchObject([{ options: { restrict: 4 }, overall: { total: 3 } }]);
  });
});

describe.concurrent('tovec eval similarity', () => {
  const files = ['pairs.txt', 'more.txt'];

  test('prints a line for each set of pairs', async () => {
    const { code, stdout } = await run('similarity', 'model.vec', '--pairs', ...files);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^set +spearman +95 % interval +pearson +coverage$/),
      expect.stringMatching(/^pairs\.txt +1\.000 +\[.*\] +0\.\d{3} +75\.0 %$/),
      expect.stringMatching(/^more\.txt +1\.000 +\[.*\] +1\.000 +100\.0 %$/),
      '',
    ]);
  });

  test('tries no other case of a word where it is told not to', async () => {
    await write('capital.txt', 'King queen 5\nking queen 4\nman woman 2\n');
    const args = ['eval', 'similarity', 'model.vec', '--pairs', 'capital.txt'];
    expect(await runJson(directory, args)).toMatchObject({ results: [{ used: 3 }] });
    expect(await runJson(directory, [...args, '--no-case-fold'])).toMatchObject({
      results: [{ used: 2, options: { caseFold: false } }],
    });
  });

  test('leaves a score open that cannot be computed, and its interval', async () => {
    await write('one.txt', 'king queen 5\n');
    const { stdout } = await run('similarity', 'model.vec', '--pairs', 'pairs.txt', 'one.txt');
    const [header, , one] = stdout.split('\n');
    expect(one).toMatch(/^one\.txt +– +– +100\.0 %$/);
    expect(one).toHaveLength(header!.length);
  });

  test('prints a line for each of several models, with the sets side by side', async () => {
    const args = ['similarity', 'model.vec', 'other.vec', '--pairs', ...files, '--resamples', '0'];
    const lines = (await run(...args)).stdout.split('\n');
    expect(lines[0]).toMatch(/^model +pairs\.txt +coverage +more\.txt +coverage$/);
    expect(lines.slice(1, 3).map((line) => line.split(' ')[0])).toEqual(['model.vec', 'other.vec']);
  });

  test('gives the results of @tovec/eval in JSON', async () => {
    const args = ['eval', 'similarity', 'model.vec', '--pairs', 'pairs.txt'];
    expect(await runJson(directory, args)).toMatchObject({
      results: [{ task: 'similarity', dataset: { name: 'pairs.txt' }, missingWords: ['yeti'] }],
    });
  });

  test('writes a page and Markdown where it is told to', async () => {
    const { code } = await run(
      ...['similarity', 'model.vec', '--pairs', 'pairs.txt'],
      ...['--html', 'report.html', '--markdown', 'report.md'],
    );
    expect(code).toBe(0);
    expect(await read('report.html')).toMatch(/^<!doctype html>[\s\S]*model\.vec/);
    expect(await read('report.md')).toMatch(/^# Evaluation\n[\s\S]*model\.vec/);
  });
});

test('tovec eval categorization prints the purity of clusters', async () => {
  const { stdout } = await run('categorization', 'model.vec', '--categories', 'categories.txt');
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^set +purity +95 % interval +coverage$/),
    expect.stringMatching(/^categories\.txt +100\.0 % +\[100\.0, 100\.0\] +83\.3 %$/),
    '',
  ]);
});

test('tovec eval outliers prints how many were found', async () => {
  const { stdout } = await run('outliers', 'model.vec', '--groups', 'group.txt');
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^set +accuracy +95 % interval +OPP +coverage$/),
    expect.stringMatching(/^group +100\.0 % +\[100\.0, 100\.0\] +100\.0 % +50\.0 %$/),
    '',
  ]);
});

describe.concurrent('tovec eval compare', () => {
  beforeAll(async () => {
    for (const name of ['model', 'other']) {
      const args = ['analogies', `${name}.vec`, '--questions', 'questions.txt', '--json'];
      await write(`${name}.json`, (await run(...args)).stdout);
    }
  });

  test('says what is beyond noise', async () => {
    const { stdout } = await run('compare', 'model.json', 'other.json');
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('a: model.vec, b: other.vec');
    expect(lines[2]).toMatch(/^set +metric +a +b +b − a +interval +p +items +verdict$/);
    expect(lines[3]).toMatch(
      /^questions\.txt +accuracy +75\.0 % +25\.0 % +−50\.0 +\[−100\.0, 0\.0\] .* 4 +may well be noise$/,
    );
  });

  test('names the model of each line where there are several', async () => {
    const files = ['model.vec', 'other.vec', '--questions', 'questions.txt', '--json'];
    await write('two.json', (await run('analogies', ...files)).stdout);
    const lines = (await run('compare', 'two.json', 'two.json')).stdout.split('\n');
    expect(lines[0]).toMatch(/^model +set +metric +a +b +b − a +interval +p +items +verdict$/);
    expect(lines[1]).toMatch(
      /^model\.vec +questions\.txt +accuracy .* 0\.0 +\[0\.0, 0\.0\] +1\.0000 /,
    );
    expect(lines[2]).toMatch(/^other\.vec +questions\.txt +accuracy /);
  });

  test('stops when it is told to', async () => {
    // So many pairs that a million resamples take minutes.
    await write('many.txt', 'king queen 8\nking apple 1\nman apple 2\n'.repeat(1000));
    const measured = await run('similarity', 'model.vec', '--pairs', 'many.txt', '--json');
    await write('many.json', measured.stdout);
    const args = ['eval', 'compare', 'many.json', 'many.json', '--resamples', '1000000'];
    const onStart = (pid: number) => setTimeout(() => process.kill(pid, 'SIGINT'), 800);
    const { code, stdout, stderr } = await runCli(directory, args, { onStart });
    expect({ code, stdout, stderr }).toEqual({
      ...{ code: 130, stdout: '', stderr: 'error: interrupted\n' },
    });
  });

  test('compares sections with --details, and gives all in JSON', async () => {
    const args = ['eval', 'compare', 'model.json', 'other.json', '--details'];
    const { comparisons } = await runJson<{ comparisons: { metric: string }[] }>(directory, args);
    expect(comparisons.map(({ metric }) => metric)).toEqual([
      ...['accuracy', 'semantic total', 'syntactic total', 'family', 'gram1-made-up'],
    ]);
  });
});

describe.concurrent('tovec eval refuses', () => {
  test.each([
    [['analogies', 'model.vec'], 2, "'--questions <file...>' not specified"],
    [['analogies', 'model.vec', '--questions', 'none.txt'], 1, 'none.txt'],
    [['analogies', 'model.vec', '--questions', 'pairs.txt'], 1, '(line 1)'],
    [['analogies', 'none.vec', '--questions', 'questions.txt'], 1, 'none.vec'],
    [['analogies', 'model.vec', '--questions', 'questions.txt', '--restrict', '0'], 2, 'restrict'],
    [['analogies', 'model.vec', '--questions', 'questions.txt', '--method', 'x'], 2, '3CosMul'],
    [['similarity', 'model.vec', '--pairs', 'questions.txt'], 1, '(line 1)'],
    [['similarity', 'model.vec', '--pairs'], 2, 'argument missing'],
    [['similarity', 'model.vec', '--pairs', 'pairs.txt', '--confidence', '1'], 2, 'confidence'],
    [['similarity', 'none.vec', '--pairs', 'pairs.txt', '--html', 'no/x.html'], 1, 'directory no'],
    [['categorization', 'model.vec', '--categories', 'more.txt'], 1, '(line 1)'],
    [['outliers', 'model.vec', '--groups', 'words.txt'], 1, 'there are no outliers'],
    [['compare', 'pairs.txt', 'pairs.txt'], 1, 'pairs.txt: this is no JSON'],
    [['compare', 'model.json'], 2, "missing required argument 'b'"],
    [['purity', 'model.vec'], 2, "unknown command 'purity'"],
  ])('%j with exit code %i', async (args, code, message) => {
    const finished = await run(...args);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(/^error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
  });
});
