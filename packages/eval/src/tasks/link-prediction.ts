import { check, createProgress, describeValue, type Encoder, InvalidInputError } from '@tovec/core';
import { type PairOperator, pairOperators } from '@tovec/vectors';
import { embedItems } from '../encoding/embed-items.js';
import { atUnitLength } from '../encoding/unit-length.js';
import type { EdgeSplit, PairExamples } from '../links/edge-split.js';
import { type KnownPairs, knownPairs, spread } from '../links/known-pairs.js';
import { type LinkPairs, scoreLearned, scoreUnlearned } from '../links/link-scores.js';
import { rocAuc } from '../metrics/roc.js';
import { checkProbeOptions } from '../probe/probe-options.js';
import { describeEncoder, provenanceOf, stopwatch } from '../results/result.js';
import { pause } from '../statistics/pause.js';
import { checkExtrinsicOptions } from './extrinsic-options.js';
import type {
  LinkMethod,
  LinkPredictionOptions,
  LinkPredictionResult,
  LinkScore,
} from './link-prediction-types.js';
import { separationOf } from './pair-scores.js';

/**
 * Whether the vectors of nodes tell which of them are joined by an edge that was held out when the
 * encoder was trained on the rest, as node2vec is measured (Grover and Leskovec 2016): for each operator
 * a logistic regression on the vectors of pairs, trained with edges of the residual graph and pairs
 * without an edge; beside them the cosine and the dot product, which learn nothing.
 *
 * All are measured on the test pairs. The score is that of the method with the best AUC on the
 * *validation* pairs, which neither the encoder, nor the probe, nor the test knows; so it does not
 * flatter.
 *
 * @param split what `splitEdges` gives; the encoder must be trained on its `residual` edges
 * @throws InvalidInputError for options that cannot be, or a split that is none; what the encoder throws
 * @example
 * ```ts
 * import { linkPrediction, splitEdges } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * // Two groups of eight, all joined within theirs, and vectors that tell the groups.
 * const items = Array.from({ length: 16 }, (_, at) => String(at));
 * const joined = items.flatMap((a) => items.map((b) => [a, b] as const));
 * const edges = joined.filter(([a, b]) => a < b && Number(a) >> 3 === Number(b) >> 3);
 * const split = await splitEdges(edges, { testFraction: 0.3, trainingPairs: 20 });
 * const matrix = Float32Array.from(items.flatMap((item) => (Number(item) < 8 ? [1, 0] : [0, 1])));
 * const vectors = createKeyedVectors({ items, matrix, dimensions: 2, modality: 'node' });
 * const { score, methods } = await linkPrediction(vectors, split);
 * console.log(score, methods.map(({ method }) => method).join(' '));
 * // 1 hadamard average l1 l2 concatenation cosine dot
 * ```
 */
export async function linkPrediction(
  encoder: Encoder<string>,
  split: EdgeSplit,
  options: LinkPredictionOptions = {},
): Promise<LinkPredictionResult> {
  const elapsed = stopwatch();
  const { bootstrap, settings, operators, shared } = checkOptions(options);
  checkSplit(split);
  const { cache, signal, onProgress } = options;
  const parts = [split.train, split.validation, split.test];
  const pairs = parts.flatMap(({ positives, negatives }) => [...positives, ...negatives]);
  const nodes = [...new Set(pairs.flat())];
  const found = await embedItems(encoder, nodes, { cache, signal, onProgress });
  const embedded = atUnitLength(found, shared.normalize);
  const rows = new Map(nodes.map((node, row) => [node, row]));
  const [train, validation, test] = parts.map((part) =>
    knownPairs(part, rows, embedded.missing, shared.missing === 'zero'),
  ) as [KnownPairs, KnownPairs, KnownPairs];
  checkBothKinds(train);

  const methods: LinkMethod[] = [...operators, 'cosine', 'dot'];
  const progress = createProgress({
    ...{ phase: 'probe', unit: 'methods', total: methods.length, onProgress },
  });
  const scored: (LinkScore & { readonly said: readonly number[] })[] = [];
  for (const method of methods) {
    await pause(signal);
    const learned = method !== 'cosine' && method !== 'dot';
    const [onValidation, said] = learned
      ? await scoreLearned(method, embedded, train, [validation, test], {
          ...{ settings, seed: bootstrap.seed, signal },
        })
      : scoreUnlearned(method, embedded, [validation, test]);
    scored.push({
      ...{ method, learned, validationAuc: rocAuc(validation.labels, onValidation!) },
      ...(await separationOf(said!, test.labels, bootstrap, signal)),
      said: said!,
    });
    progress.report(scored.length);
  }
  const best = bestOf(scored);
  const chosenBy = best.validationAuc === null ? 'order' : 'validation';
  return {
    schemaVersion: 1,
    task: 'link-prediction',
    ...(await provenanceOf({
      ...{ dataset: split, encoder: describeEncoder(encoder, options), bootstrap },
      seconds: elapsed(),
    })),
    primaryMetric: 'auc',
    score: best.auc,
    interval: best.aucInterval,
    coverage: test.total > 0 ? test.covered / test.total : null,
    options: {
      ...{ operators, c: settings.c, standardize: settings.standardize },
      ...{ tolerance: settings.tolerance, iterations: settings.iterations, ...shared },
      split: split.settings,
    },
    methods: scored.map(({ said: _, ...score }) => score),
    chosen: best.method,
    chosenBy,
    nodes: split.nodes,
    residualEdges: split.residual.length,
    positives: split.test.positives.length,
    used: test.pairs.length,
    missingNodes: embedded.missing.size,
    measured: spread(test, best.said),
  };
}

function checkOptions(options: LinkPredictionOptions) {
  const keys = ['operators', 'c', 'standardize', 'tolerance', 'iterations'];
  const { bootstrap, shared } = checkExtrinsicOptions('LinkPredictionOptions', options, keys);
  const { operators = pairOperators, c, tolerance, iterations, standardize = true } = options;
  if (!Array.isArray(operators)) {
    throw new InvalidInputError(
      `operators must be a list, ['hadamard'] say, but was ${describeValue(operators)}.`,
      { argument: 'operators', given: operators },
    );
  }
  for (const operator of operators) check.oneOf('operators', operator, pairOperators);
  const settings = checkProbeOptions({ c, tolerance, iterations, standardize });
  return { bootstrap, shared, settings, operators: [...new Set<PairOperator>(operators)] };
}

function checkSplit(split: EdgeSplit): void {
  const isPart = (part: PairExamples | undefined) =>
    Array.isArray(part?.positives) && Array.isArray(part?.negatives);
  const isSplit = typeof split === 'object' && split !== null;
  if (isSplit && [split.train, split.validation, split.test].every(isPart)) return;
  throw new InvalidInputError(
    'A split of edges was expected, as splitEdges gives it; await what it returns.',
    { argument: 'split', given: split },
  );
}

function checkBothKinds({ labels }: LinkPairs): void {
  if (labels.includes(1) && labels.includes(0)) return;
  throw new InvalidInputError(
    'There are no pairs to train a probe with: the encoder must know nodes of edges of the residual ' +
      'graph, and of pairs without an edge. Was it trained on this graph, under these names?',
    { argument: 'encoder', given: labels.length },
  );
}

/** The best on the validation pairs; of equals, or without those, the first. */
function bestOf<Score extends { readonly validationAuc: number | null }>(
  scored: readonly Score[],
): Score {
  return scored.reduce((best, one) =>
    (one.validationAuc ?? -1) > (best.validationAuc ?? -1) ? one : best,
  );
}
