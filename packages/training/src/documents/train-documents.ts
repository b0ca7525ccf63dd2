import { check, InvalidInputError, type Items } from '@tovec/core';
import type { Matrix } from '@tovec/kernels';
import { resumeOptions } from '../checkpoint/resume-options.js';
import { type RunOptions, runOptionKeys } from '../run-options.js';
import { initialScale } from '../sgd/tables.js';
import { type CorpusTraining, type TrainingReport, trainCorpus } from '../train-corpus.js';
import { buildVocabulary } from '../vocabulary/build-vocabulary.js';
import { readingRuleKeys, readingRules } from '../vocabulary/rules.js';
import type { TextRules, VocabularyRules } from '../vocabulary/vocabulary.js';
import type { DocumentFiles, Documents, DuplicateTags } from './documents.js';
import { openDocuments } from './open-documents.js';
import {
  type DocumentOptions,
  type DocumentSettings,
  documentOptionKeys,
  documentSettings,
  sgdSettingsOf,
} from './settings.js';
import { documentShape, wordRowsOf } from './shape.js';
import { clearUnlearnt } from './unlearnt.js';

/** Everything that training on documents can be told. */
export interface TrainDocumentsOptions
  extends DocumentOptions,
    Omit<TextRules, 'invalidUtf8'>,
    Partial<VocabularyRules>,
    RunOptions {
  /** What happens when two documents have the same tag; default `'throw'`. */
  readonly duplicateTags?: DuplicateTags | undefined;
}

/** The keys of {@link TrainDocumentsOptions}. */
const trainDocumentsOptionKeys = [
  ...documentOptionKeys,
  ...readingRuleKeys.filter((key) => key !== 'invalidUtf8'),
  ...runOptionKeys,
  'duplicateTags',
] as const satisfies readonly (keyof TrainDocumentsOptions)[];

/** What happened in training on documents. */
export interface DocumentReport extends TrainingReport {
  readonly documents: number;
  readonly tags: number;
  /** Tags that more than one document has, and that have one vector all the same. */
  readonly sharedTags: number;
  /** Tags whose vectors are zero, since none of their words is known: how many, and the first of them. */
  readonly unlearnt: { readonly count: number; readonly tags: readonly string[] };
}

/** What training on documents gives. */
export interface DocumentTraining extends Pick<CorpusTraining, 'vocabulary' | 'output' | 'tree'> {
  readonly tags: Items;
  /** Rows of words, where they have vectors, and of tags. */
  readonly input: Matrix;
  /** How many of the rows are those of words, a padding row behind them included. */
  readonly wordRows: number;
  /** How many tags each document has where they are concatenated; else 1. */
  readonly tagsOfDocument: number;
  readonly settings: DocumentSettings;
  readonly report: DocumentReport;
}

/** Tags listed in a report at most. */
const mostListed = 100;

/**
 * From documents to vectors of their tags, and of words. See `trainCorpus` for what it needs and throws.
 *
 * @throws InvalidInputError as well for what is no document, and tags that two documents have
 */
export async function trainDocuments(
  documents: Documents,
  options: TrainDocumentsOptions = {},
): Promise<DocumentTraining> {
  check.knownKeys('TrainDocumentsOptions', options, trainDocumentsOptionKeys);
  const { duplicateTags = 'throw' } = options;
  check.oneOf('duplicateTags', duplicateTags, ['throw', 'share']);
  const settings = documentSettings(options);
  const rules = readingRules(options);
  const { architecture, combine, trainWords } = settings;
  const sgd = sgdSettingsOf(settings);
  let files: DocumentFiles | undefined;

  const training = await trainCorpus(
    {
      async openFiles(signal) {
        files = await openDocuments(documents, { duplicateTags, signal });
        return files;
      },
      settings: sgd,
      // It was looked at when it was opened.
      checkUtf8: false,
      resumable: {
        ...resumeOptions(sgd, rules, undefined),
        ...{ kind: 'Doc2Vec', architecture, combine, trainWords, duplicateTags },
      },
      readVocabulary: ({ table }) => buildVocabulary(table, rules),
      shapeOf({ counts }) {
        checkTagCounts(settings, files!);
        const { tags, mostTags } = files!;
        return documentShape(settings, counts, { count: tags.length, most: mostTags });
      },
    },
    options,
  );
  const { vocabulary, input, output, tree, report } = training;
  const { tags, documents: count, sharedTags, mostTags } = files!;
  const tagsOfDocument = training.shape.outputParts === 1 ? 1 : mostTags;
  const wordRows = wordRowsOf(settings, vocabulary.words.length);
  const initial = { seed: settings.seed, scale: initialScale(training.shape) };
  const unlearnt = clearUnlearnt(input, wordRows, initial);
  return {
    ...{ vocabulary, tags, input, wordRows, tagsOfDocument, output, tree, settings },
    report: {
      ...report,
      ...{ documents: count, tags: tags.length, sharedTags },
      unlearnt: {
        count: unlearnt.length,
        tags: unlearnt.slice(0, mostListed).map((tag) => tags.at(tag)),
      },
    },
  };
}

/** Where tags and words stand side by side, each document has as many tags. */
function checkTagCounts(
  { architecture, combine }: DocumentSettings,
  { fewestTags, mostTags }: DocumentFiles,
): void {
  if (architecture === 'dbow' || combine !== 'concatenate' || fewestTags === mostTags) return;
  throw new InvalidInputError(
    `to concatenate, every document needs the same number of tags, but they have from ${fewestTags} ` +
      `to ${mostTags}; give each as many, or combine them by 'mean' or 'sum'`,
    { argument: 'combine', given: combine },
  );
}
