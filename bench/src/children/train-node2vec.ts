// Trains tovec's Node2Vec in a process of its own, so that its memory is only its own:
//
//   node train-node2vec.js '{ "edges": …, "model": …, "options": … }'
import {
  type Node2VecReport,
  type Node2VecTrainOptions,
  trainNode2Vec,
} from '@tovec/graph/node2vec';
import { ownPeakMemory } from '../processes/run-process.js';

export interface TrainNode2VecInput {
  readonly edges: string;
  /** Where to save the model. */
  readonly model: string;
  readonly options: Node2VecTrainOptions;
}

export interface TrainNode2VecOutput {
  readonly report: Node2VecReport;
  /** Of Node and all imports, before there was anything to do. */
  readonly startMemoryBytes: number;
  readonly peakMemoryBytes: number;
}

const { edges, model, options } = JSON.parse(process.argv[2] ?? '') as TrainNode2VecInput;
const startMemoryBytes = ownPeakMemory();
const trained = await trainNode2Vec({ path: edges }, options);
await trained.save(model);
const output: TrainNode2VecOutput = {
  report: trained.report,
  startMemoryBytes,
  peakMemoryBytes: ownPeakMemory(),
};
console.log(JSON.stringify(output));
