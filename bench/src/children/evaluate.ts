// Evaluates a file of vectors, whoever trained it:
//
//   node evaluate.js '{ "model": …, "questions": …, "restrict": 30000, "pairs": […] }'
import { basename } from 'node:path';
import { analogies, readAnalogies, readWordPairs, similarity } from '@tovec/eval';
import { readVectors } from '@tovec/vectors';

export interface EvaluateInput {
  readonly model: string;
  /** Without, there are no analogies. */
  readonly questions?: string | undefined;
  readonly restrict?: number | undefined;
  readonly pairs: readonly string[];
}

/** How well vectors do at one task, from 0 to 100 points, and for how much of it. */
export interface Score {
  readonly points: number;
  readonly coverage: number;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** By task: `analogies`, and the names of the files of word pairs. */
export type EvaluateOutput = Readonly<Record<string, Score>>;

const { model, questions, restrict, pairs } = JSON.parse(process.argv[2] ?? '') as EvaluateInput;
const vectors = await readVectors(model);
const scores: Record<string, Score> = {};

if (questions !== undefined) {
  const answered = await analogies(vectors, await readAnalogies(questions), { restrict });
  const { overall, semantic, syntactic } = answered;
  scores.analogies = {
    points: 100 * (overall.accuracy ?? 0),
    coverage: overall.coverage ?? 0,
    details: { overall, semantic, syntactic },
  };
}
for (const path of pairs) {
  const { spearman, coverage, used } = await similarity(vectors, await readWordPairs(path));
  scores[basename(path, '.txt')] = {
    points: 100 * (spearman ?? 0),
    coverage: coverage ?? 0,
    details: { pairs: used },
  };
}
console.log(JSON.stringify(scores satisfies EvaluateOutput));
