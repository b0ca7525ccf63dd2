import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';
import { smallVectors } from './testing/texts.js';

let directory: string;
let remove: () => Promise<void>;
const run = (...args: string[]) => runCli(directory, ['eval', ...args]);
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
  await write('more.txt', 'word1 word2 score\nking man 7\nqueen man 3\n');
});
afterAll(() => remove());

describe.concurrent('tovec eval analogies', () => {
  test('prints a table of sections and totals', async () => {
    const { code, stdout, stderr } = await run(
      ...['analogies', 'model.vec', '--questions', 'questions.txt'],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').slice(0, 7)).toEqual([
      'section        accuracy  correct  asked  coverage',
      'family         100.00 %        2      2   66.67 %',
      'gram1-made-up   50.00 %        1      2  100.00 %',
      '',
      'semantic       100.00 %        2      2   66.67 %',
      'syntactic       50.00 %        1      2  100.00 %',
      'total           75.00 %        3      4   80.00 %',
    ]);
    expect(stdout).toContain('1 questions not asked: 1 with a word that has no vector');
  });

  test('gives the result of @tovec/eval in JSON', async () => {
    const result = await runJson(directory, [
      ...['eval', 'analogies', 'model.vec', '--questions', 'questions.txt'],
      ...['--restrict', '4', '--method', '3CosMul'],
    ]);
    expect(result).toMatchObject({
      ...{ model: 'model.vec', schemaVersion: 1, task: 'analogies', primaryMetric: 'accuracy' },
      dataset: { name: 'questions.txt', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      options: { method: '3CosMul', restrict: 4, caseFold: true },
      skipped: { unknownWord: { count: 1 }, beyondRestrict: { count: 1 } },
    });
  });
});

describe.concurrent('tovec eval similarity', () => {
  test('prints a line for each set of pairs', async () => {
    const files = ['pairs.txt', 'more.txt'];
    const { code, stdout } = await run('similarity', 'model.vec', '--pairs', ...files);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'dataset    Spearman  Pearson  used  pairs  coverage',
      expect.stringMatching(/^pairs\.txt {4}1\.0000 {3}0\.\d{4} {5}3 {6}4 {3}75\.00 %$/),
      expect.stringMatching(/^more\.txt {5}1\.0000 {3}1\.0000 {5}2 {6}2 {2}100\.00 %$/),
      '',
    ]);
  });

  test('gives the results of @tovec/eval in JSON', async () => {
    const args = ['eval', 'similarity', 'model.vec', '--pairs', 'pairs.txt'];
    expect(await runJson(directory, args)).toMatchObject({
      model: 'model.vec',
      results: [{ task: 'similarity', dataset: { name: 'pairs.txt' }, missingWords: ['yeti'] }],
    });
  });
});

describe.concurrent('tovec eval refuses', () => {
  test.each([
    [['analogies', 'model.vec'], 2, "'--questions <file>' not specified"],
    [['analogies', 'model.vec', '--questions', 'none.txt'], 1, 'none.txt'],
    [['analogies', 'model.vec', '--questions', 'pairs.txt'], 1, '(line 1)'],
    [['analogies', 'none.vec', '--questions', 'questions.txt'], 1, 'none.vec'],
    [['analogies', 'model.vec', '--questions', 'questions.txt', '--restrict', '0'], 2, 'restrict'],
    [['analogies', 'model.vec', '--questions', 'questions.txt', '--method', 'x'], 2, '3CosMul'],
    [['similarity', 'model.vec', '--pairs', 'questions.txt'], 1, '(line 1)'],
    [['similarity', 'model.vec', '--pairs'], 2, 'argument missing'],
    [['purity', 'model.vec'], 2, "unknown command 'purity'"],
  ])('%j with exit code %i', async (args, code, message) => {
    const finished = await run(...args);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(/^error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
  });
});
