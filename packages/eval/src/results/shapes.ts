import { type Shape, shape } from './shape.js';

const { boolean, count, list, matching, nullable, number, object, optional, text } = shape;

const interval = nullable(object({ low: number, high: number }));
const share = { correct: count, accuracy: nullable(number), interval };
const analogyScore = {
  ...share,
  total: count,
  top5: object(share),
  questions: count,
  coverage: nullable(number),
};
const skipped = object({
  count,
  words: list(text),
  questions: list(object({ section: text, question: list(text) })),
});

/** What results of all tasks have. */
export const commonShape = object({
  task: text,
  dataset: object({
    name: text,
    sha256: optional(matching(/^[0-9a-f]{64}$/, '64 hexadecimal digits')),
  }),
  encoder: object({
    id: text,
    modality: text,
    dimensions: count,
    name: optional(text),
    config: optional(object({})),
  }),
  tovecVersion: text,
  machine: object({
    ...{ cpu: text, cores: count, memoryBytes: count },
    ...{ platform: text, architecture: text, node: text },
  }),
  date: matching(/^\d{4}-\d\d-\d\dT/, 'a date in ISO 8601'),
  seconds: number,
  primaryMetric: text,
  score: nullable(number),
  interval,
  bootstrap: object({ resamples: count, confidence: number, seed: number }),
  coverage: nullable(number),
  options: object({}),
});

const embedded = {
  ...{ items: count, used: count, missingItems: list(count), composedItems: count },
  map: object({
    classes: list(text),
    points: list(object({ x: number, y: number, class: count })),
    explained: list(number),
    items: count,
  }),
};
const f1 = { macroF1: nullable(number), microF1: nullable(number), weightedF1: nullable(number) };

const curve = list(object({ x: number, y: number }));
const threshold = nullable(
  object({ threshold: number, accuracy: number, precision: number, recall: number, f1: number }),
);

/** What results of each task have besides. */
export const taskShapes: Readonly<Record<string, Shape>> = {
  analogies: object({
    options: object({ method: text, restrict: count, caseFold: boolean }),
    sections: list(
      object({
        ...analogyScore,
        ...{ name: text, kind: matching(/^(semantic|syntactic)$/, "'semantic' or 'syntactic'") },
        outcomes: matching(/^[150?>]*$/, 'letters of 1, 5, 0, ? and >'),
      }),
    ),
    semantic: object(analogyScore),
    syntactic: object(analogyScore),
    overall: object(analogyScore),
    skipped: object({ unknownWord: skipped, beyondRestrict: skipped }),
    composedWords: count,
  }),
  similarity: object({
    options: object({ missing: text, caseFold: boolean }),
    ...{ spearman: nullable(number), pearson: nullable(number), pearsonInterval: interval },
    ...{ pairs: count, used: count, missingWords: list(text), composedWords: count },
    ...{ expected: list(number), measured: list(nullable(number)) },
  }),
  categorization: object({
    options: object({ methods: list(text), missing: text, caseFold: boolean }),
    clusterings: list(object({ method: text, purity: number, interval })),
    best: nullable(text),
    clusters: list(object({ category: text, words: list(text) })),
    ...{ categories: count, words: count, used: count },
    ...{ missingWords: list(text), composedWords: count },
    outcomes: matching(/^[10?]*$/, 'letters of 1, 0 and ?'),
  }),
  classification: object({
    options: object({ probe: text, multiLabel: boolean, missing: text, normalize: boolean }),
    ...{ accuracy: nullable(number), ...f1, accuracyInterval: interval },
    ...{ macroF1Interval: interval, microF1Interval: interval, weightedF1Interval: interval },
    rounds: list(
      object({ train: count, test: count, accuracy: number, ...f1, c: nullable(number) }),
    ),
    classes: list(
      object({
        ...{ label: text, precision: number, recall: number, f1: number, support: count },
        ...{ rocAuc: nullable(number), roc: list(object({ x: number, y: number })) },
      }),
    ),
    confusion: nullable(list(list(count))),
    ...{ found: list(nullable(number)), labelCounts: list(count) },
    ...embedded,
  }),
  clustering: object({
    options: object({ clusters: count, algorithm: text, missing: text, normalize: boolean }),
    ...{
      vMeasure: nullable(number),
      homogeneity: nullable(number),
      completeness: nullable(number),
    },
    ...{ nmi: nullable(number), ari: nullable(number), purity: nullable(number) },
    ...{ nmiInterval: interval, ariInterval: interval, purityInterval: interval },
    ...{ silhouette: nullable(number), silhouetteItems: count, inertia: nullable(number) },
    ...{ classes: list(text), contingency: list(list(count)) },
    clusters: list(object({ size: count, majority: text })),
    ...{ expected: list(count), assigned: list(nullable(count)) },
    ...embedded,
  }),
  transfer: object({
    options: object({ shots: list(count), draws: count, baselines: list(text) }),
    curves: list(
      object({
        contestant: text,
        kind: matching(/^(encoder|rival|baseline)$/, "'encoder', 'rival' or 'baseline'"),
        ...{ dimensions: count, meanAccuracy: number },
        points: list(object({ shots: count, accuracy: number, interval, macroF1: number })),
      }),
    ),
    ...{ classes: list(text), items: count, pool: count, tested: count },
    ...{ missingItems: list(count), found: list(nullable(number)) },
  }),
  outliers: object({
    options: object({ missing: text, caseFold: boolean }),
    ...{ accuracy: nullable(number), opp: nullable(number), oppInterval: interval },
    groups: list(
      object({
        ...{ name: text, accuracy: nullable(number), opp: nullable(number) },
        positions: list(nullable(number)),
      }),
    ),
    ...{ cases: count, used: count, missingWords: list(text), composedWords: count },
  }),
  pairs: object({
    options: object({ missing: text, normalize: boolean }),
    kind: matching(/^(graded|binary)$/, "'graded' or 'binary'"),
    graded: list(object({ measure: text, spearman: nullable(number), pearson: nullable(number) })),
    binary: list(
      object({
        ...{ measure: text, averagePrecision: nullable(number), auc: nullable(number) },
        ...{ bestAccuracy: threshold, bestF1: threshold },
      }),
    ),
    ...{ pearsonInterval: interval, aucInterval: interval, roc: curve },
    ...{ pairs: count, used: count, missingItems: count },
    ...{ expected: list(number), measured: list(nullable(number)) },
  }),
  retrieval: object({
    options: object({ ks: list(count), similarity: text, missing: text, normalize: boolean }),
    scores: list(object({ metric: text, k: count, value: nullable(number), interval })),
    ...{ documents: count, queries: count, used: count, unjudged: count },
    ...{ missingDocuments: count, missingQueries: count },
    ...{ outcomes: list(nullable(number)), firstRelevant: list(nullable(count)) },
  }),
  'link-prediction': object({
    options: object({
      ...{ operators: list(text), missing: text, normalize: boolean, standardize: boolean },
      split: object({ testFraction: number, directed: boolean, seed: number }),
    }),
    methods: list(
      object({
        ...{ method: text, learned: boolean, validationAuc: nullable(number) },
        ...{ auc: nullable(number), aucInterval: interval },
        ...{ averagePrecision: nullable(number), averagePrecisionInterval: interval, roc: curve },
      }),
    ),
    ...{ chosen: text, chosenBy: matching(/^(validation|order)$/, "'validation' or 'order'") },
    ...{ nodes: count, residualEdges: count, positives: count, used: count, missingNodes: count },
    measured: list(nullable(number)),
  }),
};
