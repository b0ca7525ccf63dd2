// Answers analogies in a process of its own:
//
//   node analogies.js '{ "path": …, "questions": …, "restrict": 30000, "method": "3CosAdd" }'
import { type AnalogyMethod, analogies, readAnalogies } from '@tovec/eval';
import { readVectors } from '@tovec/vectors';

export interface AnalogiesInput {
  readonly path: string;
  readonly questions: string;
  readonly restrict: number;
  readonly method: AnalogyMethod;
}

export interface AnalogiesOutput {
  /** Of the first call in this process, the files read before. */
  readonly seconds: number;
  /** Questions asked, and how many were answered rightly. */
  readonly asked: number;
  readonly correct: number;
}

const { path, questions, restrict, method } = JSON.parse(process.argv[2] ?? '') as AnalogiesInput;
const vectors = await readVectors(path);
const dataset = await readAnalogies(questions);
const start = performance.now();
const { overall } = await analogies(vectors, dataset, { restrict, method });
const output: AnalogiesOutput = {
  seconds: (performance.now() - start) / 1000,
  asked: overall.total,
  correct: overall.correct,
};
console.log(JSON.stringify(output));
