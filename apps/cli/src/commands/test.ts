import { SourceError } from '@tovec/core';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { evaluateClassifier } from '../files/evaluate-classifier.js';
import { loadClassifier } from '../files/load-classifier.js';
import { readExamples } from '../files/read-examples.js';
import { addExamples } from '../options/examples.js';
import { integer, number } from '../options/parse.js';
import { scoresText } from '../output/scores.js';

interface Options {
  readonly top: number;
  readonly threshold: number;
  readonly byLabel?: boolean;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<model>', 'a classifier: a model of tovec, or fastText’s .bin or .ftz')
    .argument('<examples>', 'a file of lines like: __label__sports the match ended early')
    .option('--top <n>', 'labels predicted for each text', integer({ min: 1 }), 1)
    .option('--threshold <p>', 'labels at least as probable', number({ min: 0, max: 1 }), 0)
    .option('--by-label', 'the same for each label')
    .action((model: string, examples: string, options: Options) =>
      run(context, model, examples, options),
    );
  command.addHelpText(
    'after',
    `
Counts as \`fasttext test\` does: an example without a label or a word that the model knows does not count.`,
  );
  addExamples(command, [
    ['tovec test model.bin held-out.txt', 'How many labels are right'],
    ['tovec test model.bin held-out.txt --top 5', 'Among the five most probable'],
  ]);
}

async function run(context: Context, model: string, examples: string, options: Options) {
  const { signal } = context;
  const { top: topK, threshold, byLabel = false } = options;
  // Before the model: it is small, and a mistake in it shows at once.
  const lines = await readExamples(examples, signal);
  const classifier = await loadClassifier(model, context);
  const evaluation = await evaluateClassifier(classifier, lines, { topK, threshold, signal });
  if (evaluation.examples === 0) {
    throw new SourceError(
      `${examples} has no line with a label and a word that ${model} knows; a label is, e.g., ` +
        `${classifier.labels[0]}`,
      { source: examples },
    );
  }
  const { labels, ...overall } = evaluation;
  await context.print({ model, file: examples, ...overall, ...(byLabel && { labels }) }, () =>
    scoresText(evaluation, byLabel),
  );
}
