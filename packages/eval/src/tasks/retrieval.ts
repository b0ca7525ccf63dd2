import { check, describeValue, type Encoder, InvalidInputError } from '@tovec/core';
import type { RetrievalDataset } from '../datasets/retrieval-dataset.js';
import { embedItems } from '../encoding/embed-items.js';
import { atUnitLength } from '../encoding/unit-length.js';
import { type JudgedRanking, judgedMetrics } from '../metrics/judged-ranking.js';
import {
  describeEncoder,
  type EncoderIdentity,
  provenanceOf,
  stopwatch,
} from '../results/result.js';
import { type BootstrapSettings, bootstrap, weightedMean } from '../statistics/bootstrap.js';
import { checkExtrinsicOptions } from './extrinsic-options.js';
import { judgmentsOf } from './judgments.js';
import { listDatasets, type OneOrMany } from './options.js';
import { searchQueries } from './retrieval-search.js';
import type {
  RetrievalMetric,
  RetrievalOptions,
  RetrievalResult,
  RetrievalScore,
} from './retrieval-types.js';

const metrics: Readonly<
  Record<RetrievalMetric, (ranking: JudgedRanking, k: number) => number | null>
> = judgedMetrics;

/**
 * How well an encoder's vectors find the documents that are relevant to queries, as BEIR measures it:
 * nDCG, MRR, MAP, recall and precision of the first k results of an exact search. Queries and documents
 * are encoded in their roles, where the encoder knows any. A document that is the query itself is no
 * result.
 *
 * A document without a vector is never found; a query without one is left out, or with
 * `missing: 'zero'` finds the first documents of the corpus.
 *
 * @throws InvalidInputError for options that cannot be; what the encoder throws
 * @example
 * ```ts
 * import { retrieval } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const vectors = createKeyedVectors({
 *   items: ['cats', 'a kitten', 'a lorry', 'a van'],
 *   matrix: Float32Array.of(3, 1, 2, 1, 0, 2, 1, 3),
 *   dimensions: 2,
 * });
 * const corpus = ['a van', 'a kitten', 'a lorry'].map((input) => ({ id: input, input }));
 * const queries = [{ id: 'q1', input: 'cats', relevant: new Map([['a kitten', 1]]) }];
 * const dataset = { name: 'small', corpus, queries };
 * const { score, primaryMetric } = await retrieval(vectors, dataset, { ks: [1, 3] });
 * console.log(primaryMetric, score); // ndcg@3 1
 * ```
 */
export function retrieval<Input>(
  encoder: Encoder<Input>,
  dataset: RetrievalDataset<Input>,
  options?: RetrievalOptions,
): Promise<RetrievalResult>;
export function retrieval<Input>(
  encoder: Encoder<Input>,
  datasets: readonly RetrievalDataset<Input>[],
  options?: RetrievalOptions,
): Promise<RetrievalResult[]>;
export async function retrieval<Input>(
  encoder: Encoder<Input>,
  datasets: OneOrMany<RetrievalDataset<Input>>,
  options: RetrievalOptions = {},
): Promise<RetrievalResult | RetrievalResult[]> {
  const checked = checkOptions(options);
  const list = listDatasets(listDatasets(datasets, 'corpus'), 'queries');
  const identity = describeEncoder(encoder, options);
  const results: RetrievalResult[] = [];
  for (const dataset of list) {
    options.signal?.throwIfAborted();
    results.push(await retrieve(encoder, dataset, options, { ...checked, identity }));
  }
  return Array.isArray(datasets) ? results : results[0]!;
}

interface Own {
  readonly bootstrap: BootstrapSettings;
  readonly settings: RetrievalResult['options'];
  readonly identity: EncoderIdentity;
}

function checkOptions(options: RetrievalOptions): Omit<Own, 'identity'> {
  const keys = ['ks', 'similarity'];
  const { bootstrap: drawn, shared } = checkExtrinsicOptions('RetrievalOptions', options, keys);
  const { ks = [1, 3, 5, 10, 100], similarity = 'cosine' } = options;
  check.oneOf('similarity', similarity, ['cosine', 'dot']);
  if (!Array.isArray(ks) || ks.length === 0) {
    throw new InvalidInputError(
      `ks must be a list of how many results count, [1, 10] say, but was ${describeValue(ks)}.`,
      { argument: 'ks', given: ks },
    );
  }
  for (const k of ks) check.integer('ks', k, { min: 1 });
  const sorted = [...new Set(ks as number[])].sort((a, b) => a - b);
  return { bootstrap: drawn, settings: { ks: sorted, similarity, ...shared } };
}

async function retrieve<Input>(
  encoder: Encoder<Input>,
  dataset: RetrievalDataset<Input>,
  { cache, signal, onProgress }: RetrievalOptions,
  { bootstrap: drawn, settings, identity }: Own,
): Promise<RetrievalResult> {
  const elapsed = stopwatch();
  const { corpus, queries } = dataset;
  const { ks, similarity, missing, normalize } = settings;
  const embed = async (items: readonly { readonly input: Input }[], role: 'query' | 'document') => {
    const inputs = items.map(({ input }) => input);
    return atUnitLength(
      await embedItems(encoder, inputs, { cache, signal, onProgress, role }),
      normalize,
    );
  };
  const documents = await embed(corpus, 'document');
  const questions = await embed(queries, 'query');
  const searched = [...corpus.keys()].filter((at) => !documents.missing.has(at));
  const { ideals, isItself } = judgmentsOf(dataset, ks.at(-1)!);
  const judged = [...queries.keys()].filter((at) => ideals[at]!.count > 0);
  const asked = judged.filter((at) => missing === 'zero' || !questions.missing.has(at));
  const ranked = await searchQueries(dataset, documents, questions, {
    ...{ searched, asked, similarity, isItself, topK: ks.at(-1)!, signal, onProgress },
  });
  const found = asked.map((at, place) => ({ ...ideals[at]!, ranked: ranked[place]! }));
  const primary = ks.includes(10) ? 10 : ks.at(-1)!;
  const scores = await scoreAll(found, ks, drawn, signal);
  const outcomes: (number | null)[] = queries.map(() => null);
  const firstRelevant: (number | null)[] = queries.map(() => null);
  for (const [place, at] of asked.entries()) {
    const query = found[place]!;
    outcomes[at] = rounded(judgedMetrics.ndcg(query, primary)!);
    const first = query.ranked.findIndex((relevance) => relevance > 0);
    firstRelevant[at] = first < 0 ? null : first + 1;
  }
  const main = scores.find(({ metric, k }) => metric === 'ndcg' && k === primary)!;
  const known = judged.filter((at) => !questions.missing.has(at)).length;
  return {
    schemaVersion: 1,
    task: 'retrieval',
    ...(await provenanceOf({ dataset, encoder: identity, bootstrap: drawn, seconds: elapsed() })),
    primaryMetric: `ndcg@${primary}`,
    score: main.value,
    interval: main.interval,
    coverage: judged.length > 0 ? known / judged.length : null,
    options: settings,
    scores,
    documents: corpus.length,
    queries: queries.length,
    used: asked.length,
    unjudged: queries.length - judged.length,
    missingDocuments: documents.missing.size,
    missingQueries: questions.missing.size,
    outcomes,
    firstRelevant,
  };
}

/** The mean of every metric at every k, with the intervals of one bootstrap over queries. */
async function scoreAll(
  found: readonly JudgedRanking[],
  ks: readonly number[],
  settings: BootstrapSettings,
  signal: AbortSignal | undefined,
): Promise<RetrievalScore[]> {
  const means = (Object.keys(metrics) as RetrievalMetric[]).flatMap((metric) =>
    ks.map((k) => {
      // As outcomes tell it, so that whoever reads a result computes the same from it.
      const values = found.map((query) => rounded(metrics[metric](query, k)!));
      return { metric, k, mean: weightedMean(values) };
    }),
  );
  const intervals = await bootstrap(
    found.length,
    means.map(({ mean }) => mean),
    settings,
    signal,
  );
  return means.map(({ metric, k, mean }, at) => ({
    ...{ metric, k, value: mean(), interval: intervals[at]! },
  }));
}

function rounded(value: number): number {
  return Number(value.toFixed(8));
}
