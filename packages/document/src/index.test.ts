import { join } from 'node:path';
import { createRegistry, type DefinedEncoder } from '@tovec/core';
import { createKeyedVectors } from '@tovec/vectors';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { createBag } from './bag/index.js';
import type { Doc2Vec } from './doc2vec/index.js';
import { document } from './index.js';
import { temporaryDirectory, topicTexts } from './testing/helpers.js';

const registry = createRegistry({ document });

describe('the document plugin', () => {
  test('trains and loads by id', async () => {
    const directory = await temporaryDirectory();
    expect(registry.ids).toEqual(['document:bag', 'document:doc2vec']);
    const options = { dimensions: 4, minCount: 1, workers: 1 };
    const model = await registry.train('document:doc2vec', topicTexts(10), options);
    expectTypeOf(model).toEqualTypeOf<Doc2Vec>();
    const source = join(directory, 'doc2vec.safetensors');
    await model.save(source);
    const encoder = await registry.load('document:doc2vec', { source });
    expectTypeOf(encoder).toEqualTypeOf<DefinedEncoder<string>>();
    expect(await encoder.encode(['common1'])).toMatchObject({ rows: 1, dimensions: 4 });

    const matrix = Float32Array.of(1, 2);
    const bag = createBag(createKeyedVectors({ items: ['a'], matrix, dimensions: 2 }));
    await bag.save(join(directory, 'bag.safetensors'));
    const loaded = await registry.load('document:bag', {
      source: join(directory, 'bag.safetensors'),
    });
    expect([...(await loaded.encode(['a'])).data]).toEqual([1, 2]);
  });
});
