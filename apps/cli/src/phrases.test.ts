import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';

const text = 'new york is big\nold york is new\nin new york\n'.repeat(10);
let directory: string;
let remove: () => Promise<void>;

const path = (name: string) => join(directory, name);
const run = (...args: string[]) => runCli(directory, ['phrases', ...args]);

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await writeFile(path('corpus.txt'), text);
});
afterAll(() => remove());

describe.concurrent('tovec phrases', () => {
  test('writes the text with its phrases joined, and shows the best of them', async () => {
    const { code, stdout, stderr } = await run(
      ...['corpus.txt', '--out', 'out.txt', '--threshold', '1.3', '--delimiter', '+'],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [first] = stdout.split('\n');
    expect(first).toMatch(/^phrases {2}\d+$/);
    expect(stdout).toMatch(/\ntext {5}out\.txt: \d+ words\n\nphrase +count +score\n/);
    const lines = (await readFile(path('out.txt'), 'utf8')).split('\n');
    expect(lines).toHaveLength(31);
    expect(lines.join(' ')).toContain('+');
    expect(lines.join(' ').replaceAll('+', ' ').trim()).toBe(text.replaceAll('\n', ' ').trim());
  });

  test('keeps phrases, and joins them in another text on the way', async () => {
    const args = ['phrases', 'corpus.txt', '--save', 'p.safetensors', '--threshold', '1.3'];
    const { phrases, first } = await runJson<{ phrases: number; first: { phrase: string }[] }>(
      directory,
      args,
    );
    expect(first).toHaveLength(Math.min(phrases, 10));
    const { phrase } = first[0]!;
    const joined = await runCli(
      directory,
      ['phrases', '-', '--load', 'p.safetensors', '--out', '-'],
      { stdin: `so ${phrase.replace('_', ' ')} there\n` },
    );
    expect(joined).toEqual({ code: 0, stdout: `so ${phrase} there\n`, stderr: '' });
    expect(await runJson(directory, ['info', 'p.safetensors'])).toMatchObject({
      ...{ encoder: 'phrases', config: { threshold: 1.3 } },
    });
  });

  test('uses the defaults that its help names: those of the library', async () => {
    const { loadPhrases } = await import('@tovec/word/phrases');
    for (const [scoring, threshold] of [
      ['default', 100],
      ['gensim', 10],
      ['npmi', 0.5],
    ] as const) {
      const file = `${scoring}.safetensors`;
      expect((await run('corpus.txt', '--save', file, '--scoring', scoring)).code).toBe(0);
      const { settings } = await loadPhrases(path(file));
      expect(settings).toMatchObject({ scoring, threshold, minCount: 5, delimiter: '_' });
    }
  });

  test.each([
    [['corpus.txt'], 2, 'say what to write'],
    [['corpus.txt', '--save', 'x.txt'], 2, 'must end in .safetensors'],
    [['corpus.txt', '--load', 'p', '--save', 'x.safetensors'], 2, '--save is for learning'],
    [['corpus.txt', '--load', 'p', '--out', 'x.txt', '--min-count', '9'], 2, '--min-count is for'],
    [['-', '--out', 'x.txt'], 2, 'the text is read twice'],
    [['corpus.txt', '--out', 'x.txt', '--scoring', 'best'], 2, 'default, gensim, npmi'],
    [['corpus.txt', '--out', 'no/x.txt'], 1, 'no directory'],
    [['none.txt', '--out', 'x.txt'], 1, 'none.txt'],
    [['corpus.txt', '--out', 'x.txt', '--load', 'corpus.txt'], 1, 'corpus.txt'],
  ])('refuses %j with exit code %i', async (args, code, message) => {
    const finished = await run(...args);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(/^error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
    expect(existsSync(path('x.txt'))).toBe(false);
  });
});
