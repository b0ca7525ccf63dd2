import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '@tovec/core';
import { createKeyedVectors, readVectors, writeVectors } from '@tovec/vectors';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '../errors.js';
import { makeDirectory } from '../testing/run-cli.js';
import { saveModel } from './save-model.js';
import { checkTarget, tableWriters } from './writers.js';

let directory: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: directory, remove } = await makeDirectory());
});
afterEach(() => remove());

const vectors = createKeyedVectors({
  ...{ items: ['a', 'b'], matrix: Float32Array.of(1, 2, 3, 4), dimensions: 2 },
});
const options = { checkpoint: undefined, signal: new AbortController().signal, onProgress() {} };

/** A model that can be saved in `refuge` only. */
function modelFor(refuge: string) {
  return {
    vectors,
    async save(path: string) {
      if (!path.startsWith(refuge)) throw new SourceError('The disk is full.');
      await writeVectors(path, vectors);
    },
  };
}

function save(path: string, given: Parameters<typeof saveModel>[3]): Promise<void> {
  return saveModel(modelFor(directory), path, tableWriters, given);
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error('it did not fail'),
    (error: Error) => error,
  );
}

describe('saving a model', () => {
  test('writes the format that the name says', async () => {
    await save(join(directory, 'm.vec'), options);
    expect(await readFile(join(directory, 'm.vec'), 'utf8')).toBe('2 2\na 1 2\nb 3 4\n');
    await save(join(directory, 'm.safetensors'), options);
    expect((await readVectors(join(directory, 'm.safetensors'))).size).toBe(2);
  });

  test('keeps the training when it fails: in the temporary directory', async () => {
    const saving = save('m.safetensors', {
      ...options,
      refuge: directory,
    });
    const error = await failureOf(saving);
    const [name] = await readdir(directory);
    const path = join(directory, name!);
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toBe(
      `the model could not be saved: The disk is full. — it was saved as ${path} instead`,
    );
    expect((await readVectors(path)).get('b')).toEqual(Float32Array.of(3, 4));
  });

  test('points to the checkpoint where there is one', async () => {
    const saving = save('m.safetensors', {
      ...options,
      ...{ refuge: directory, checkpoint: 'runs/1' },
    });
    expect((await failureOf(saving)).message).toContain('with --resume runs/1 and another --out');
    expect(await readdir(directory)).toEqual([]);
  });

  test('says so when there is nowhere to keep it', async () => {
    const saving = save('m.safetensors', {
      ...options,
      refuge: 'nowhere',
    });
    expect((await failureOf(saving)).message).toMatch(
      /full\. — and not as nowhere.* either: The disk/,
    );
  });
});

describe('where a model is to go', () => {
  test('is checked before the training', async () => {
    const endings = Object.keys(tableWriters);
    await expect(checkTarget(join(directory, 'm.safetensors'), endings)).resolves.toBeUndefined();
    await expect(checkTarget(join(directory, 'm.doc'), endings)).rejects.toThrow(UsageError);
    await expect(checkTarget(join(directory, 'no', 'm.bin'), endings)).rejects.toThrow(SourceError);
    expect(existsSync(join(directory, 'm.safetensors'))).toBe(false);
  });
});
