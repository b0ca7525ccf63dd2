import type { Prediction } from '@tovec/word/fasttext';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { openInput } from '../files/input.js';
import { loadClassifier } from '../files/load-classifier.js';
import { readLineGroups } from '../files/read-lines.js';
import { addExamples } from '../options/examples.js';
import { integer, number } from '../options/parse.js';
import { visible } from '../output/table.js';
import { writeOut } from '../output/write-out.js';

interface Options {
  readonly top: number;
  readonly threshold: number;
  readonly input?: string;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<model>', 'a classifier: a model of tovec, or fastText’s .bin or .ftz')
    .option('--top <n>', 'labels for each text', integer({ min: 1 }), 1)
    .option('--threshold <p>', 'labels at least as probable', number({ min: 0, max: 1 }), 0)
    .option('--input <file>', 'the texts, one a line (default: stdin)')
    .action((model: string, options: Options) => run(context, model, options));
  addExamples(command, [
    ['echo "Quelle heure est-il ?" | tovec predict lid.176.ftz --top 3', 'Which language is it?'],
    ['tovec predict model.bin --input mails.txt --json', 'For a program to read'],
  ]);
}

async function run(context: Context, model: string, { top, threshold, input }: Options) {
  const { signal } = context;
  const classifier = await loadClassifier(model, context);
  await context.progress.stop();
  const { reader } = await openInput(input, 'texts', signal);
  await using _ = reader;
  const predictions: { text: string; labels: Prediction[] }[] = [];
  for await (const texts of readLineGroups(reader)) {
    signal.throwIfAborted();
    const found = classifier.predict(texts, { topK: top, threshold });
    if (context.json) {
      for (const [at, text] of texts.entries()) predictions.push({ text, labels: found[at]! });
    } else {
      await writeOut(found.map((labels) => `${labels.map(shown).join(' ')}\n`).join(''));
    }
  }
  if (context.json) await context.print({ model, predictions }, () => '');
}

/** As fastText's predict-prob. */
function shown({ label, probability }: Prediction): string {
  return `${visible(label)} ${probability.toFixed(4)}`;
}
