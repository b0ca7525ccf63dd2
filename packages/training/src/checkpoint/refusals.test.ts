import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, InvalidInputError, ModelFileError, SourceError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { trainText } from '../train-text.js';
import { readCheckpointFile, writeCheckpointFile } from './file.js';

const fileName = 'checkpoint.safetensors';

describe('resuming refuses', () => {
  const tiny = { dimensions: 5, minCount: 1, workers: 1, epochs: 1, lowercase: true } as const;
  const corpus = 'a b c d a b\n'.repeat(20);

  async function finished(): Promise<string> {
    const directory = await temporaryDirectory();
    await trainText(corpus, { ...tiny, checkpoint: { directory } });
    return directory;
  }

  test.each([
    [{ dimensions: 6 }, 'dimensions (5, now 6)'],
    [{ epochs: 2, seed: 7 }, 'epochs (1, now 2), seed (1, now 7)'],
    [{ architecture: 'cbow', learningRate: 0.025 }, 'architecture (skip-gram, now cbow)'],
    [{ minCount: 2 }, 'minCount (1, now 2)'],
    [{ lowercase: false }, 'lowercase (true, now false)'],
    [{ maxVocabulary: 3 }, 'maxVocabulary (undefined, now 3)'],
    [{ tokenPattern: /\w/ }, 'tokenPattern (undefined, now /\\w/)'],
    [{ keep: () => true }, 'keep (undefined, now a function)'],
  ] as const)('other options: %j', async (other, message) => {
    const resume = await finished();
    const error = await rejection(trainText(corpus, { ...tiny, ...other, resume }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(`made with other options: ${message}`);
  });

  test('another corpus', async () => {
    const resume = await finished();
    const error = await rejection(trainText(`${corpus} e`, { ...tiny, resume }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('another corpus: files of 241 bytes, but these have 243');
    const unchanged = await trainText(corpus, { ...tiny, resume });
    expect(unchanged.vocabulary.words).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a training that began with another model', async () => {
    const resume = await finished();
    const { vocabulary, input, output } = await trainText(corpus, tiny);
    const model = {
      ...{ ...vocabulary, input: input.values, output: output!.values, extendVocabulary: true },
    };
    const error = await rejection(trainText(corpus, { ...tiny, resume }, { model }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('words known before (undefined, now 4)');
  });

  test('a training of another kind, whatever it keeps', async () => {
    const lines = await temporaryDirectory();
    await writeCheckpointFile(lines, { options: { kind: 'GloVe' } }, []);
    const error = await rejection(trainText(corpus, { ...tiny, resume: lines }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('of another training: GloVe, not Word2Vec');
  });

  test('a training that had an option which this one has not', async () => {
    const resume = await temporaryDirectory();
    const checkpoint = { directory: resume };
    const more = { resumable: { kind: 'Word2Vec', bucket: 9 } };
    await trainText(corpus, { ...tiny, checkpoint }, more);
    const error = await rejection(trainText(corpus, { ...tiny, resume }));
    expect(error.message).toContain('bucket (9, now undefined)');
  });

  test('a directory without a checkpoint, and none at all', async () => {
    const empty = await temporaryDirectory();
    for (const resume of [empty, join(empty, 'nowhere')]) {
      const error = await rejection(trainText(corpus, { ...tiny, resume }));
      expect(error).toBeInstanceOf(SourceError);
      expect(error.message).toBe(`there is no checkpoint to resume from in ${resume}`);
    }
  });

  test('a file that is something else', async () => {
    const resume = await temporaryDirectory();
    for (const content of ['', 'no checkpoint', '{}'.repeat(40)]) {
      await writeFile(join(resume, fileName), content);
      const error = await rejection(trainText(corpus, { ...tiny, resume }));
      expect(error).toBeInstanceOf(ModelFileError);
    }
  });

  test('a checkpoint that was truncated, or of which any bit has changed', async () => {
    const resume = await finished();
    const path = join(resume, fileName);
    const whole = await readFile(path);
    const random = createRandom(9);
    for (let run = 0; run < 150; run++) {
      const damaged = Buffer.from(whole);
      const at = random.integer(whole.length);
      damaged[at]! ^= 1 << random.integer(8);
      await writeFile(path, run % 3 === 0 ? whole.subarray(0, at) : damaged);
      const error = await rejection(readCheckpointFile(resume));
      expect(error, `byte ${at}`).toBeInstanceOf(ModelFileError);
    }
    await writeFile(path, whole);
    await trainText(corpus, { ...tiny, resume });
  });
});
