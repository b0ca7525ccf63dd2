/** What tovec wants to reach, and says so when it does not. */
export interface Target {
  /** In the unit that its row of the table shows as ratio: times, points, seconds, … */
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly unit: '×' | 'points' | 'MB' | 's' | 'ms' | 'queries/s' | '%' | 'M steps/s';
}

/** All targets, by the ids of the rows they belong to. */
export const targets: Readonly<Record<string, Target>> = {
  'skip-gram/word2vec.c': { atLeast: 10, unit: '×' },
  'skip-gram/gensim': { atLeast: 5, unit: '×' },
  'skip-gram/pWord2Vec': { atLeast: 1.5, unit: '×' },
  'skip-gram/two-workers': { atLeast: 1.85, unit: '×' },
  'cbow/word2vec.c': { atLeast: 4, unit: '×' },
  'cbow/gensim': { atLeast: 2.5, unit: '×' },
  'skip-gram-300/word2vec.c': { atLeast: 8, unit: '×' },
  'count/one-worker': { atLeast: 1, unit: '×' },
  'count/two-workers': { atLeast: 2, unit: '×' },
  'quality/analogies': { atLeast: -1, unit: 'points' },
  'quality/EN-WS-353-ALL': { atLeast: -1, unit: 'points' },
  'memory/one-worker': { atMost: 150, unit: 'MB' },
  'memory/two-workers': { atMost: 150, unit: 'MB' },
  'hs/skip-gram/word2vec.c': { atLeast: 4, unit: '×' },
  'hs/quality/analogies': { atLeast: -1, unit: 'points' },
  'hs/quality/EN-WS-353-ALL': { atLeast: -1, unit: 'points' },
  'glove/count': { atLeast: 3, unit: '×' },
  'glove/train': { atLeast: 5, unit: '×' },
  'glove/quality/analogies': { atLeast: -1, unit: 'points' },
  'glove/quality/EN-WS-353-ALL': { atLeast: -1, unit: 'points' },
  'fasttext/skip-gram/fastText': { atLeast: 4, unit: '×' },
  'fasttext/quality/analogies': { atLeast: -1, unit: 'points' },
  'fasttext/quality/EN-WS-353-ALL': { atLeast: -1, unit: 'points' },
  'fasttext/rare': { atLeast: -1, unit: 'points' },
  'fasttext/supervised/rt-polarity': { atLeast: 1, unit: '×' },
  'fasttext/supervised/rt-polarity/accuracy': { atLeast: 0, unit: 'points' },
  'fasttext/supervised/rt-polarity-bigrams': { atLeast: 1, unit: '×' },
  'fasttext/supervised/rt-polarity-bigrams/accuracy': { atLeast: 0, unit: 'points' },
  'fasttext/supervised/snli': { atLeast: 1, unit: '×' },
  'fasttext/supervised/snli/accuracy': { atLeast: 0, unit: 'points' },
  'fasttext/supervised/sick': { atLeast: 1, unit: '×' },
  'fasttext/supervised/sick/accuracy': { atLeast: 0, unit: 'points' },
  'fasttext/load': { atLeast: 0.5, unit: '×' },
  'fasttext/load/memory': { atMost: 150, unit: 'MB' },
  'node2vec/train/PecanPy': { atLeast: 10, unit: '×' },
  'node2vec/train/SNAP': { atLeast: 12, unit: '×' },
  'node2vec/train/PecanPy/micro-f1': { atLeast: -1, unit: 'points' },
  'node2vec/train/SNAP/micro-f1': { atLeast: -1, unit: 'points' },
  'node2vec/train/kernel-memory': { atMost: 1.5, unit: '×' },
  'node2vec/walk': { atLeast: 3, unit: 'M steps/s' },
  'node2vec/cora/accuracy': { atLeast: 80, unit: '%' },
  'node2vec/links/PecanPy': { atLeast: -1, unit: 'points' },
  'node2vec/links/SNAP': { atLeast: -1, unit: 'points' },
  'node2vec/scale/memory': { atMost: 3000, unit: 'MB' },
  'node2vec/scale/linear': { atMost: 2, unit: '×' },
  'doc2vec/dbow': { atLeast: 3, unit: '×' },
  'doc2vec/dm': { atLeast: 3, unit: '×' },
  'doc2vec/lee/dbow': { atLeast: 0, unit: 'points' },
  'doc2vec/lee/dm': { atLeast: 0, unit: 'points' },
  'doc2vec/polarity/dbow': { atLeast: 0, unit: 'points' },
  'doc2vec/polarity/dm': { atLeast: 0, unit: 'points' },
  'search/single': { atLeast: 1, unit: '×' },
  'search/block': { atLeast: 350, unit: 'queries/s' },
  'analogies/add-100': { atMost: 5, unit: 's' },
  'analogies/add-300': { atMost: 5, unit: 's' },
  'analogies/mul-100': { atMost: 5, unit: 's' },
  'analogies/mul-300': { atMost: 5, unit: 's' },
  'probe/logistic': { atMost: 2, unit: 's' },
  'probe/k-means': { atMost: 1, unit: 's' },
  ...Object.fromEntries(
    ['resnet50', 'vgg16', 'efficientnet_b0'].flatMap((network): [string, Target][] => [
      [`image/${network}/network`, { atLeast: 1, unit: '×' }],
      [`image/${network}/files/small`, { atLeast: 0.95, unit: '×' }],
      [`image/${network}/files/photograph`, { atLeast: 0.95, unit: '×' }],
      [`image/${network}/memory`, { atMost: 1.6, unit: '×' }],
    ]),
  ),
  'image/cnn/accuracy': { atLeast: 45, unit: '%' },
  'load/vectors': { atMost: 0.3, unit: 's' },
  'load/model': { atMost: 0.3, unit: 's' },
  'import/word2vec': { atMost: 60, unit: 'ms' },
};

/** Whether `value` reaches a target. */
export function isMet({ atLeast, atMost }: Target, value: number): boolean {
  if (Number.isNaN(value)) return false;
  return value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Infinity);
}

/** `≥ 10×`, `≤ 150 MB`, `≥ −1 points`. */
export function describeTarget({ atLeast, atMost, unit }: Target): string {
  const [sign, bound] = atLeast === undefined ? ['≤', atMost ?? 0] : ['≥', atLeast];
  const number = String(bound).replace('-', '−');
  return unit === '×' ? `${sign} ${number}×` : `${sign} ${number} ${unit}`;
}
