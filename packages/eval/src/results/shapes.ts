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
};
