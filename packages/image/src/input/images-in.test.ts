import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '@tovec/core';
import { expect, test } from 'vitest';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { imagesIn } from './images-in.js';

test('the pictures of a folder are listed by name, those of its folders on request', async () => {
  const folder = await temporaryDirectory();
  await mkdir(join(folder, 'a/deep.jpg'), { recursive: true });
  for (const name of [
    'b.PNG',
    'a.jpeg',
    'notes.txt',
    '.hidden.jpg',
    'a/z.webp',
    'a/deep.jpg/c.bmp',
  ]) {
    await writeFile(join(folder, name), '');
  }
  const names = async (options?: object) =>
    (await imagesIn(folder, options)).map((path) => path.slice(folder.length + 1));
  expect(await names()).toEqual(['a.jpeg', 'b.PNG']);
  expect(await names({ recursive: true })).toEqual([
    'a.jpeg',
    'a/deep.jpg/c.bmp',
    'a/z.webp',
    'b.PNG',
  ]);
});

test('a folder that is not there is an error that names it', async () => {
  const error = await rejection(imagesIn('/no/such/folder'));
  expect(error).toBeInstanceOf(SourceError);
  expect(error.message).toContain('/no/such/folder');
});
