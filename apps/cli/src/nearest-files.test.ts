import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawPictures } from './testing/pictures.js';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';

let directory: string;
let remove: () => Promise<void>;
const run = (...args: string[]) => runCli(directory, args);

/** Two that are the same, one near them, one apart, one that could not be read. */
const pictures = `5 3
cats/tom.png 1 0 0
dogs/rex.png 2 0 0
cats/kim.png 1 0.2 0
sky.png 0 0 1
broken.png 0 0 0
`;

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await writeFile(join(directory, 'photos.vec'), pictures);
  const names = ['cats/tom.png', 'dogs/rex.png', 'cats/kim.png', 'sky.png'];
  await drawPictures(
    join(directory, 'photos'),
    Object.fromEntries(names.map((name) => [name, '#4080c0'])),
  );
  await writeFile(join(directory, 'photos', 'broken.png'), 'no picture');
});
afterAll(() => remove());

describe.concurrent('tovec nearest, by file name', () => {
  test.each([
    'cats/tom.png',
    './cats/tom.png',
    'tom.png',
    'photos/cats/tom.png',
    '../elsewhere/cats/tom.png',
    'cats\\tom.png',
  ])('finds %s', async (name) => {
    const result = await runJson(directory, ['nearest', 'photos.vec', name, '--top', '1']);
    expect(result).toMatchObject({
      ...{ item: 'cats/tom.png', neighbors: [{ item: 'dogs/rex.png', score: 1 }] },
    });
  });

  test('suggests the nearest names, and lists the items when several are called so', async () => {
    const { code, stderr } = await run('nearest', 'photos.vec', 'kmi.png');
    expect(code).toBe(1);
    expect(stderr).toContain(
      "There is no vector for 'kmi.png' among 5 items. Did you mean 'cats/kim.png'",
    );
    await writeFile(join(directory, 'two.vec'), '2 1\na/x.png 1\nb/x.png 1\n');
    expect((await run('nearest', 'two.vec', 'x.png')).stderr).toBe(
      "error: 2 items are called 'x.png': 'a/x.png', 'b/x.png'. Say which.\n",
    );
  });

  test('takes several, each printed with its own', async () => {
    const { stdout } = await run('nearest', 'photos.vec', 'tom.png', 'sky.png', '--top', '2');
    expect(stdout).toBe(
      'cats/tom.png\n  dogs/rex.png  1.0000\n  cats/kim.png  0.9806\n\n' +
        'sky.png\n  cats/tom.png  0.0000\n  dogs/rex.png  0.0000\n',
    );
  });

  test('takes all but those with a vector of zeros', async () => {
    const { stdout, stderr } = await run('nearest', 'photos.vec', '--all', '--json');
    const { queries } = JSON.parse(stdout) as { queries: { item: string }[] };
    expect(queries.map(({ item }) => item)).toEqual([
      ...['cats/tom.png', 'dogs/rex.png', 'cats/kim.png', 'sky.png'],
    ]);
    expect(stderr).toBe('left out, since their vectors are zeros: 1 items\n');
  });
});

describe.concurrent('tovec nearest --duplicates', () => {
  test('prints groups of what is nearly the same', async () => {
    const args = ['nearest', 'photos.vec', '--duplicates'];
    expect(await run(...args)).toEqual({
      ...{ code: 0, stderr: '' },
      stdout: 'cats/tom.png\n  dogs/rex.png  1.0000\n  cats/kim.png  0.9806\n',
    });
    expect(await runJson(directory, [...args, '--min-similarity', '1'])).toEqual({
      ...{ model: 'photos.vec', minSimilarity: 1 },
      groups: [{ item: 'cats/tom.png', others: [{ item: 'dogs/rex.png', score: 1 }] }],
    });
  });

  test('says when there are none, and writes no sheet', async () => {
    await writeFile(join(directory, 'apart.vec'), '2 2\na 1 0\nb 0 1\n');
    const { code, stdout } = await run(
      'nearest',
      'apart.vec',
      '--duplicates',
      '--html',
      'none.html',
    );
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'no two items have a similarity of 0.95 or more\n',
    });
    expect(existsSync(join(directory, 'none.html'))).toBe(false);
  });
});

describe.concurrent('tovec nearest --html', () => {
  test('writes a contact sheet, with the pictures in it', async () => {
    const args = [
      'nearest',
      'photos.vec',
      '--duplicates',
      '--images',
      'photos',
      '--html',
      'd.html',
    ];
    const { code, stderr } = await run(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const html = await readFile(join(directory, 'd.html'), 'utf8');
    expect(html.match(/data:image\/webp/g)).toHaveLength(3);
    expect(html).toContain('Groups of near-duplicates in photos.vec: 1');
  });

  test('finds pictures that are called by their whole paths', async () => {
    const photo = (name: string) => join(directory, 'photos', name);
    const lines = [`${photo('sky.png')} 0 1`, `${photo('cats/tom.png')} 1 1`];
    await writeFile(join(directory, 'whole.vec'), `2 2\n${lines.join('\n')}\n`);
    const { code, stderr } = await run('nearest', 'whole.vec', 'sky.png', '--html', 'w.html');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const html = await readFile(join(directory, 'w.html'), 'utf8');
    expect(html.match(/data:image\/webp/g)).toHaveLength(2);
  });

  test('says which pictures cannot be shown', async () => {
    const args = ['nearest', 'photos.vec', 'sky.png', '--images', 'photos', '--html', 'n.html'];
    const { code, stderr } = await run(...args);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: '1 of 5 pictures cannot be shown: broken.png\n',
    });
  });

  test('fails when the folder is another', async () => {
    const { code, stderr } = await run('nearest', 'photos.vec', 'sky.png', '--html', 'wrong.html');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: none of 5 pictures can be shown; --images says in which folder/,
    );
    expect(existsSync(join(directory, 'wrong.html'))).toBe(false);
  });
});

test.each([
  [[], "missing required argument 'items' (or --all, or --duplicates)"],
  [['--all', '--duplicates'], '--all and --duplicates exclude each other'],
  [['sky.png', '--duplicates'], '--duplicates takes no items'],
  [['sky.png', 'tom.png', '--plus', 'sky.png'], '--plus is for a single item'],
  [['--duplicates', '--top', '3'], '--top is not for --duplicates'],
  [['sky.png', '--min-similarity', '0.9'], '--min-similarity is for --duplicates'],
  [['sky.png', '--images', 'photos'], '--images is for --html'],
])('refuses %j as wrong usage', async (args, message) => {
  const { code, stderr } = await run('nearest', 'photos.vec', ...args);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `error: ${message}\n` });
});
