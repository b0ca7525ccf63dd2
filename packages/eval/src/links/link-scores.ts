import type { PairOperator } from '@tovec/vectors';
import type { EmbeddedItems } from '../encoding/embed-items.js';
import { fitProbe } from '../probe/fit-probe.js';
import { labellingOf } from '../probe/labelling.js';
import type { ProbeSettings } from '../probe/probe-options.js';
import { cosine, dot } from '../statistics/geometry.js';
import { pacer } from '../statistics/pause.js';
import { PairFeatures } from './pair-features.js';

/** Pairs of rows of nodes, with the edges among them; in the order of the split. */
export interface LinkPairs {
  readonly pairs: readonly (readonly [a: number, b: number])[];
  /** 1 for a pair with an edge, else 0. */
  readonly labels: readonly number[];
}

export interface ScoreLinksOptions {
  readonly settings: ProbeSettings;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
}

/** Pairs whose vectors are there at a time. */
const pieceRows = 8192;

/** What two vectors say without having learned anything. */
export function scoreUnlearned(
  method: 'cosine' | 'dot',
  embedded: EmbeddedItems,
  parts: readonly LinkPairs[],
): number[][] {
  const measure = method === 'cosine' ? cosine : dot;
  return parts.map(({ pairs }) =>
    pairs.map(([a, b]) => told(measure(embedded.row(a), embedded.row(b)))),
  );
}

/** What a logistic regression says of pairs, in log-odds, trained with others. */
export async function scoreLearned(
  operator: PairOperator,
  embedded: EmbeddedItems,
  train: LinkPairs,
  parts: readonly LinkPairs[],
  { settings, seed, signal }: ScoreLinksOptions,
): Promise<number[][]> {
  const asked = parts.flatMap(({ pairs }) => pairs);
  const features = new PairFeatures(operator, embedded, [...train.pairs, ...asked]);
  const labelling = labellingOf(
    [...train.labels, ...parts.flatMap(({ labels }) => labels)].map((label) => [String(label)]),
  );
  const rows = Uint32Array.from(train.pairs.keys());
  const pauseIfDue = pacer(signal);
  const probe = await fitProbe(features, labelling, rows, {
    ...{ kind: 'logistic', settings, seed, pauseIfDue },
  });
  const scores: number[] = [];
  for (let first = 0; first < asked.length; first += pieceRows) {
    await pauseIfDue();
    const count = Math.min(pieceRows, asked.length - first);
    const piece = Uint32Array.from({ length: count }, (_, at) => train.pairs.length + first + at);
    // One share for each class: that of '1' is the second.
    const shares = (await probe.scores(piece)).subarray(count);
    for (const share of shares) scores.push(told(logOdds(share)));
  }
  return parts.map(({ pairs }) => scores.splice(0, pairs.length));
}

/** No share is more certain than this, which float64 can still tell from 0 and 1. */
const mostOdds = 36;

function logOdds(share: number): number {
  return Math.max(-mostOdds, Math.min(mostOdds, Math.log(share) - Math.log1p(-share)));
}

/** As results tell it, so that whoever reads one computes the same from it. */
function told(value: number): number {
  return Number(value.toPrecision(7));
}
