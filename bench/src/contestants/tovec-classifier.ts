import type { ClassifyInput, ClassifyOutput } from '../children/classify.js';
import type { ClassifierContestant } from './classifier.js';
import { runChild } from './tovec.js';

/** tovec's classifier, trained and tested in one process of its own. */
export const tovecClassifier: ClassifierContestant = {
  name: 'tovec',
  async classify({ train, test, tokens: _, threads, output, signal, ...settings }) {
    const model = `${output}.safetensors`;
    const options = { ...settings, workers: threads };
    const input: ClassifyInput = { train, test, model, options };
    const { answer, result } = await runChild<ClassifyInput, ClassifyOutput>(
      'classify',
      input,
      signal,
    );
    const { report, accuracy, examples, peakMemoryBytes } = answer;
    const { wallSeconds, otherCores } = result;
    return {
      trainSeconds: report.seconds.train,
      ...{ accuracy, examples, wallSeconds, peakMemoryBytes, otherCores },
    };
  },
};
