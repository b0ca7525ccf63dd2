// Helpers for this package's own tests; not exported.
import { createKeyedVectors, type KeyedVectors } from '@tovec/vectors';
import { retrievalFromLabels } from '../datasets/retrieval-from-labels.js';
import { splitEdges } from '../links/split-edges.js';
import type { TaskResult } from '../results/task-result.js';
import { analogies } from '../tasks/analogies.js';
import { categorization } from '../tasks/categorization.js';
import { classification } from '../tasks/classification.js';
import { clustering } from '../tasks/clustering.js';
import { linkPrediction } from '../tasks/link-prediction.js';
import type { EvaluationOptions } from '../tasks/options.js';
import { outliers } from '../tasks/outliers.js';
import { pairs } from '../tasks/pairs.js';
import { retrieval } from '../tasks/retrieval.js';
import { similarity } from '../tasks/similarity.js';
import { transfer } from '../tasks/transfer.js';

const items = ['king', 'queen', 'man', 'woman', 'apple', 'pear'];

/** A result of every task, of vectors that get worse with `noise`. */
export async function smallResults(name: string, noise = 0): Promise<TaskResult[]> {
  const features = [1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0.1, 0, 0, 1, 0, 0.1, 0, 1];
  const matrix = Float32Array.from(features, (x, at) => x + noise * Math.sin(7 * at));
  const vectors = createKeyedVectors({ items, matrix, dimensions: 4 });
  const options = { name, config: { noise }, resamples: 200 };
  const questions = [
    ...([
      ['man', 'king', 'woman', 'queen'],
      ['king', 'man', 'queen', 'woman'],
    ] as const),
    ['man', 'king', 'boy', 'prince'] as const,
  ];
  const scored = [
    ...[
      { a: 'king', b: 'queen', score: 6 },
      { a: 'apple', b: 'pear', score: 9 },
    ],
    ...[
      { a: 'king', b: 'man', score: 5 },
      { a: 'woman', b: 'pear', score: 1 },
    ],
    { a: 'king', b: 'yeti', score: 3 },
  ];
  const category = (word: string) => ({ word, category: items.indexOf(word) < 4 ? 'p' : 'f' });
  return [
    await analogies(vectors, { name: 'a.txt', sections: [{ name: 's', questions }] }, options),
    await similarity(vectors, { name: 'b.txt', sha256: 'ab'.repeat(32), pairs: scored }, options),
    await categorization(vectors, { name: 'c.txt', words: items.map(category) }, options),
    await outliers(
      vectors,
      {
        name: 'd',
        groups: [{ name: 'g', members: items.slice(0, 4), outliers: ['apple', 'pear'] }],
      },
      options,
    ),
    ...(await labelledResults(vectors, options)),
    ...(await rankingResults(vectors, options)),
  ];
}

/** Results of the tasks that take labelled items. */
async function labelledResults(vectors: KeyedVectors, options: EvaluationOptions) {
  const kinds = items.map((item, at) => ({ item, labels: [at < 4 ? 'person' : 'fruit'] }));
  const dataset = { name: 'e.txt', items: [...kinds, { item: 'yeti', labels: ['person'] }] };
  return [
    await classification(vectors, dataset, options),
    await clustering(vectors, dataset, options),
    await transfer(vectors, dataset, { ...options, draws: 2 }),
  ];
}

/** Results of the tasks that order pairs, documents and links. */
async function rankingResults(vectors: KeyedVectors, options: EvaluationOptions) {
  const all = items.flatMap((a, at) => items.slice(at + 1).map((b) => [a, b] as const));
  const isAlike = ([a, b]: readonly [string, string]) =>
    items.indexOf(a) < 4 === items.indexOf(b) < 4;
  const graded = all.map(([a, b], at) => ({ a, b, score: at % 5 }));
  const binary = all.map(([a, b]) => ({ a, b, score: Number(isAlike([a, b])) }));
  const labelled = items.map((item, at) => ({ item, labels: [at < 4 ? 'person' : 'fruit'] }));
  const split = await splitEdges(all.filter(isAlike), { testFraction: 0.3, name: 'i.txt' });
  return [
    await pairs(vectors, { name: 'f.txt', pairs: graded }, options),
    await pairs(vectors, { name: 'g.txt', pairs: binary }, options),
    await retrieval(vectors, retrievalFromLabels({ name: 'h.txt', items: labelled }), options),
    await linkPrediction(vectors, split, options),
  ];
}
