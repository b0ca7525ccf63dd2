import type { LabelledDataset } from './labelled.js';
import type { RetrievalDataset } from './retrieval-dataset.js';

/**
 * Searches among labelled items as a retrieval: each item is a query, and those with a label of its
 * own are relevant to it. No item finds itself.
 *
 * @example
 * ```ts
 * import { retrievalFromLabels } from '@tovec/eval';
 *
 * const items = [
 *   { item: 'cat', labels: ['animal'] },
 *   { item: 'tea', labels: ['drink'] },
 *   { item: 'cow', labels: ['animal'] },
 * ];
 * const { queries } = retrievalFromLabels({ name: 'farm', items });
 * console.log([...(queries[0]?.relevant.keys() ?? [])]); // [ '0', '2' ]
 * ```
 */
export function retrievalFromLabels<Input>({
  items,
  ...identity
}: Pick<LabelledDataset<Input>, 'items' | 'name' | 'sha256'>): RetrievalDataset<Input> {
  const corpus = items.map(({ item }, at) => ({ id: String(at), input: item }));
  const byLabel = new Map<string, string[]>();
  for (const [at, { labels }] of items.entries()) {
    for (const label of labels) {
      const ids = byLabel.get(label);
      if (ids) ids.push(String(at));
      else byLabel.set(label, [String(at)]);
    }
  }
  // Items with the same labels share their judgments: or else there were n² of them.
  const judgments = new Map<string, ReadonlyMap<string, number>>();
  const queries = items.map(({ labels }, at) => {
    const key = JSON.stringify([...labels].sort());
    const relevant =
      judgments.get(key) ??
      new Map(labels.flatMap((label) => byLabel.get(label)!.map((id) => [id, 1])));
    judgments.set(key, relevant);
    return { ...corpus[at]!, relevant };
  });
  const { name, sha256 } = identity;
  return { name, ...(sha256 !== undefined && { sha256 }), corpus, queries };
}
