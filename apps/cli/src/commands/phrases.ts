import {
  loadPhrases,
  type Phrase,
  type Phrases,
  type PhrasesOptions,
  phrases,
} from '@tovec/word/phrases';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { corpusOf } from '../files/corpus.js';
import { isPipe, sourceOf } from '../files/sources.js';
import { writeSentences } from '../files/write-sentences.js';
import { checkPlace, checkTarget } from '../files/writers.js';
import { addExamples } from '../options/examples.js';
import { integer, number } from '../options/parse.js';
import { refuseGiven } from '../options/refuse.js';
import { addReadingOptions, addWorkersOption, corpusArgument } from '../options/training.js';
import { count } from '../output/numbers.js';
import { table } from '../output/table.js';

interface Files {
  readonly out?: string | undefined;
  readonly save?: string | undefined;
  readonly load?: string | undefined;
}

type Options = Files & Omit<PhrasesOptions, 'signal' | 'onProgress'>;

/** Options that do not only change what is learnt. */
const joining = ['out', 'load'];

/** Phrases shown of those that were learnt. */
const shownPhrases = 10;

export function define(command: Command, context: Context): void {
  command
    .argument('<corpus>', corpusArgument)
    .option('--out <file>', 'where the text goes, its phrases joined; - for stdout')
    .option('--save <file>', 'where the phrases go, as .safetensors')
    .option('--load <file>', 'join these, and learn none')
    .option('--min-count <n>', 'pairs that occur less often are none', integer({ min: 1 }), 5)
    .addOption(
      new Option('--scoring <name>', 'how pairs are scored')
        .choices(['default', 'gensim', 'npmi'])
        .default('default'),
    )
    .option(
      '--threshold <t>',
      'what scores must exceed (default: 100, for gensim 10, for npmi 0.5)',
      number(),
    )
    .option('--delimiter <text>', 'what joins the words of a phrase', '_')
    .option('--memory <size>', 'to count in; more goes to temporary files (default: 1gb)');
  addReadingOptions(command);
  addWorkersOption(command);
  command.action((corpus: string, options: Options) => {
    if (options.load !== undefined) {
      const isLearning = (name: string) => !joining.includes(name);
      refuseGiven(command, isLearning, 'is for learning phrases; --load joins those there are');
    }
    return run(context, corpus, options);
  });
  command.addHelpText(
    'after',
    `
A pair (a, b) scores (n(ab) − min-count) · N / (n(a) · n(b)), as word2phrase has it; gensim takes the number
of distinct words and pairs for N; npmi is from −1 to 1. Phrases of phrases come of a second run.`,
  );
  addExamples(command, [
    ['tovec phrases corpus.txt --out phrased.txt', 'As word2phrase does'],
    [
      'tovec phrases phrased.txt --out longer.txt --threshold 50',
      'Then phrases of up to four words',
    ],
    [
      'tovec phrases more.txt --load phrases.safetensors --out - | tovec train word2vec - --out m.bin',
      'Phrases learnt elsewhere (with --save), joined on the way',
    ],
  ]);
}

async function run(context: Context, corpus: string, { out, save, load, ...options }: Options) {
  const { signal, onProgress } = context;
  await checkFiles(corpus, { out, save, load });
  const learnt =
    load === undefined
      ? await phrases(await corpusOf(corpus, signal), { ...options, signal, onProgress })
      : await loadPhrases(sourceOf(load), { signal });
  if (save !== undefined) await learnt.save(save, { signal });
  let words: number | undefined;
  if (out !== undefined) {
    const text = learnt.apply(await corpusOf(corpus, signal), { signal });
    words = await writeSentences(out, text, { signal, onProgress });
  }
  if (out === '-') return;
  const first = learnt.entries.slice(0, shownPhrases);
  const result = { corpus, phrases: learnt.size, words, out, saved: save, first };
  await context.print(result, () => summary(learnt, result));
}

/** Finds out first what would make writing fail, or reading: a pipe can be read only once. */
async function checkFiles(corpus: string, { out, save, load }: Files): Promise<void> {
  if (out === undefined && save === undefined) {
    throw new UsageError(
      'say what to write: --out <file>, the text, or --save <file>, the phrases',
    );
  }
  if (save !== undefined) {
    if (load !== undefined)
      throw new UsageError('--load learns no phrases that --save could write');
    await checkTarget(save, ['.safetensors']);
  }
  if (out !== undefined && out !== '-') await checkPlace(out);
  const isOnce = corpus === '-' || (await isPipe(corpus));
  if (isOnce && load === undefined && out !== undefined) {
    throw new UsageError(
      `the text is read twice, first to learn phrases and then to join them, but ${corpus} can be ` +
        'read only once; give a file, or --load phrases that were learnt before',
    );
  }
}

function summary(
  { entries }: Phrases,
  {
    words,
    out,
    saved,
  }: { words?: number | undefined; out?: string | undefined; saved?: string | undefined },
): string {
  const rows = [
    ['phrases', count(entries.length)],
    ...(saved === undefined ? [] : [['saved', saved]]),
    ...(out === undefined ? [] : [['text', `${out}: ${count(words!)} words`]]),
  ];
  const row = ({ phrase, count: occurrences, score }: Phrase) => [
    ...[phrase, count(occurrences), score.toPrecision(4)],
  ];
  const shown = entries.slice(0, shownPhrases).map(row);
  if (shown.length === 0) return table(rows);
  const header = ['phrase', 'count', 'score'];
  return `${table(rows)}\n\n${table([header, ...shown], ['left', 'right', 'right'])}`;
}
