import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { check, InvalidInputError, SourceError } from '@tovec/core';
import {
  type Cooccurrences,
  type Corpus,
  checkGloveRun,
  cooccurrenceOptionKeys,
  cooccurrences,
  gloveOptionKeys,
  gloveSettings,
  readCooccurrences,
  readingRuleKeys,
  runOptionKeys,
  trainCooccurrences,
} from '@tovec/training';
import { vectorChoice } from './choice.js';
import { Glove } from './glove.js';
import type { GloveTrainOptions } from './options.js';
import { gloveReport } from './report.js';

/** Options of counting that tell nothing about what was counted before. */
const countingKeys = [...readingRuleKeys, 'memory'] as const;

const optionKeys = [
  ...new Set([...cooccurrenceOptionKeys, ...gloveOptionKeys, ...runOptionKeys]),
  'vectors',
  'cooccurrences',
];

/**
 * Trains GloVe (Pennington, Socher & Manning 2014, "GloVe: Global vectors for word representation"):
 * counts how often words stand near each other, and learns vectors whose products are the logarithms
 * of that. Options and their defaults are those of Stanford's tools.
 *
 * The text is read twice, the co-occurrences go to temporary files; memory is that of `memory` while
 * counting, and then of two tables of `vocabulary × dimensions` numbers and a rate for each.
 *
 * @param corpus a file or directory (`{ path }`), a text, an iterable of texts or token arrays, or
 *   co-occurrences, which stay the caller's to dispose
 * @throws InvalidInputError for an option that cannot be, a corpus with nothing to learn, tables that
 *   do not fit in memory, or a learning rate with which training diverges
 *   or for options of counting where nothing is counted
 * @throws SourceError when the corpus cannot be read, the disk for temporary files is full, or a
 *   checkpoint can neither be read nor written; ModelFileError for damaged co-occurrences
 * @example
 * ```ts
 * import { trainGlove } from '@tovec/word/glove';
 *
 * const text = 'the cat sat on the mat and the dog sat on the rug '.repeat(200);
 * const { vectors, report } = await trainGlove(text, { dimensions: 16, epochs: 5, workers: 1 });
 * console.log(vectors.size, report.nonZeros, report.loss.length); // 8 64 5
 * ```
 */
export async function trainGlove(
  corpus: Corpus | Cooccurrences,
  options: GloveTrainOptions = {},
): Promise<Glove> {
  check.knownKeys('GloveTrainOptions', options, optionKeys);
  const settings = gloveSettings(options);
  const choice = vectorChoice(options.vectors);
  const run = only(options, runOptionKeys);
  await checkGloveRun(run);
  if (isCooccurrences(corpus)) {
    checkCounted(corpus, options, 'what is given', [...countingKeys, 'cooccurrences']);
    return train(corpus);
  }
  await using counted = await count(corpus, options);
  return await train(counted);

  async function train(table: Cooccurrences): Promise<Glove> {
    const training = await trainCooccurrences(table, settings, run);
    return Glove.from({
      vocabulary: table.vocabulary,
      tables: training,
      settings: { ...settings, ...table.settings, vectors: choice },
      report: gloveReport(table.report, training),
    });
  }
}

function isCooccurrences(corpus: Corpus | Cooccurrences): corpus is Cooccurrences {
  return typeof corpus === 'object' && corpus !== null && 'nonZeros' in corpus;
}

async function count(corpus: Corpus, options: GloveTrainOptions): Promise<Cooccurrences> {
  const { cooccurrences: path, signal, onProgress } = options;
  const counting = only(options, cooccurrenceOptionKeys);
  if (path === undefined) return cooccurrences(corpus, counting);
  check.string('cooccurrences', path, { nonEmpty: true });
  if (await stat(path).catch(() => undefined)) {
    await checkPath(corpus);
    const read = await readCooccurrences(path, { signal });
    checkCounted(read, options, path, countingKeys);
    return read;
  }
  const counted = await cooccurrences(corpus, counting);
  try {
    await counted.save(path, { ...(signal && { signal }), ...(onProgress && { onProgress }) });
    return counted;
  } catch (error) {
    await counted.dispose();
    throw error;
  }
}

/** A corpus that has been counted is not read again, but its path may be mistaken. */
async function checkPath(corpus: Corpus): Promise<void> {
  const isObject = typeof corpus === 'object' && corpus !== null;
  const path = isObject && 'path' in corpus ? corpus.path : corpus;
  const isPath = path instanceof URL || (isObject && path !== corpus);
  if (!isPath) return;
  const file = path instanceof URL ? fileURLToPath(path) : String(path);
  if (await stat(file).catch(() => undefined)) return;
  throw new SourceError(`there is no corpus at ${file}; check the path`, { source: file });
}

/** What was counted before must not have been counted otherwise than is asked for now. */
function checkCounted(
  { settings }: Cooccurrences,
  options: GloveTrainOptions,
  name: string,
  idle: readonly (keyof GloveTrainOptions)[],
): void {
  const given = idle.find((key) => options[key] !== undefined);
  if (given) {
    throw new InvalidInputError(
      `${given} is for counting, but ${name} is counted already; leave it out, or count anew ` +
        '(without a table or a file that is there already)',
      { argument: given, given: options[given] },
    );
  }
  for (const key of ['window', 'symmetric', 'distanceWeighting'] as const) {
    if (options[key] === undefined || options[key] === settings[key]) continue;
    throw new InvalidInputError(
      `${name} was counted with ${key} ${settings[key]}, but ${options[key]} is asked for; count anew ` +
        `(without a file that is there already), or leave ${key} out`,
      { argument: key, given: options[key] },
    );
  }
}

/** The options that have these keys. */
function only<Key extends keyof GloveTrainOptions>(
  options: GloveTrainOptions,
  keys: readonly Key[],
): Pick<GloveTrainOptions, Key> {
  const entries = keys.filter((key) => key in options).map((key) => [key, options[key]]);
  return Object.fromEntries(entries) as Pick<GloveTrainOptions, Key>;
}
