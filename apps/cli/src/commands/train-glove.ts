import { SourceError } from '@tovec/core';
import { type Glove, type GloveTrainOptions, trainGlove } from '@tovec/word/glove';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { exists } from '../files/sources.js';
import { trainModel } from '../files/train-model.js';
import { tableWriters } from '../files/writers.js';
import { addExamples } from '../options/examples.js';
import { integer, number } from '../options/parse.js';
import { refuseGiven } from '../options/refuse.js';
import {
  addCheckpointOptions,
  addCorpusAndTarget,
  addRunOptions,
  addTextOptions,
  type TrainingOptions,
} from '../options/training.js';
import { count } from '../output/numbers.js';
import { trainingSummary, vectorsRow, workersText } from '../output/training-summary.js';

type Options = TrainingOptions & Omit<GloveTrainOptions, 'checkpoint'>;

/** Options of counting that a file of counts cannot be held against. */
const counting = [
  ...['minCount', 'maxVocabulary', 'lowercase', 'tokenPattern', 'invalidUtf8', 'memory'],
];

export function define(command: Command, context: Context): void {
  addCorpusAndTarget(
    command,
    '.safetensors keeps all of it; .txt, .vec, .bin and .npy its vectors',
  );
  command
    .option('--dimensions <n>', 'numbers in a vector', integer({ min: 1 }), 50)
    .option(
      '--x-max <n>',
      'words together less often than this weigh less',
      number({ above: 0 }),
      100,
    )
    .option(
      '--alpha <a>',
      'how much less: (count / x-max) to this power',
      number({ above: 0 }),
      0.75,
    )
    .option('--epochs <n>', 'passes over the counts', integer({ min: 1 }), 25)
    .option('--learning-rate <r>', 'at the start; AdaGrad lowers it', number({ above: 0 }), 0.05)
    .addOption(
      new Option('--vectors <which>', 'what the model is made of')
        .choices(['sum', 'word', 'context', 'concatenation'])
        .default('sum'),
    );
  addTextOptions(command);
  command
    .optionsGroup('Co-occurrences:')
    .option('--window <n>', 'words to either side at most (default: 15)', integer({ min: 1 }))
    .option('--no-symmetric', 'count only the words after a word')
    .option('--no-distance-weighting', 'count a far word as much as a near one')
    .option('--memory <size>', 'to count in; more goes to temporary files (default: 1gb)')
    .option('--cooccurrences <file>', 'where counts are kept: reused when there, else written');
  addRunOptions(command);
  addCheckpointOptions(command);
  command.action(async (corpus: string, options: Options) => {
    const { cooccurrences: counts } = options;
    const isCounted = counts !== undefined && (await exists(counts));
    if (isCounted) {
      const reason = `is for counting anew; words and co-occurrences are those of ${counts}`;
      refuseGiven(command, (name) => counting.includes(name), reason);
      await checkCorpus(corpus);
    }
    return run(context, corpus, options, isCounted);
  });
  addExamples(command, [
    ['tovec train glove corpus.txt --out model.safetensors', 'With the defaults of the tool'],
    [
      'tovec train glove corpus.txt --out glove.txt --window 10 --x-max 10 --dimensions 100',
      'As for a small corpus',
    ],
    [
      'tovec train glove corpus.txt --out 300.txt --dimensions 300 --cooccurrences counts.safetensors',
      'Counting once for several models',
    ],
  ]);
}

/** A corpus whose words are counted is not read again; a slip in its name would go unnoticed. */
async function checkCorpus(corpus: string): Promise<void> {
  if (corpus === '-' || (await exists(corpus))) return;
  throw new SourceError(`${corpus} does not exist. Check the path.`, { source: corpus });
}

async function run(context: Context, corpus: string, options: Options, isCounted: boolean) {
  const { out, checkpoint, checkpointEvery, symmetric, distanceWeighting, ...training } = options;
  if (isCounted) {
    await context.note(
      `words and co-occurrences are those of ${options.cooccurrences}: nothing is counted anew`,
    );
  }
  // Defaults of the command, which need not be what the counts were made with.
  const { minCount, invalidUtf8, ...others } = training;
  const given = {
    ...(isCounted ? others : training),
    ...(symmetric === false && { symmetric }),
    ...(distanceWeighting === false && { distanceWeighting }),
  };
  const secondsOf = ({ report: { seconds, counting } }: Glove) =>
    isCounted
      ? { train: seconds.train, total: seconds.train }
      : { ...counting.seconds, ...seconds };
  await trainModel<Glove>(context, corpus, options, {
    writers: tableWriters,
    train: (text, hooks) => trainGlove(text, { ...given, ...hooks }),
    secondsOf,
    summary: (model) =>
      trainingSummary(
        out,
        { ...model.report, seconds: secondsOf(model) },
        [
          vectorsRow(model.report.vocabulary, model.vectors.dimensions),
          ['tokens', count(model.report.tokens)],
          ['pairs', count(model.report.nonZeros)],
        ],
        `${count(model.report.cooccurrencesPerSecond)} pairs/s on ${workersText(model.report.workers)}`,
      ),
  });
}
