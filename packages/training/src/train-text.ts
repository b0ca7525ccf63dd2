import { check } from '@tovec/core';
import { type ResumeOptions, resumeOptions } from './checkpoint/resume-options.js';
import type { Corpus } from './corpus/corpus.js';
import { openCorpus } from './corpus/open-corpus.js';
import { type RunOptions, runOptionKeys } from './run-options.js';
import { type IdFeatures, wordShape } from './sgd/model-shape.js';
import { type SgdOptions, sgdOptionKeys, sgdSettings } from './sgd/settings.js';
import type { InitialTables } from './sgd/tables.js';
import { type CorpusTraining, trainCorpus } from './train-corpus.js';
import { buildVocabulary } from './vocabulary/build-vocabulary.js';
import { readingRuleKeys, readingRules } from './vocabulary/rules.js';
import type { TextRules, Vocabulary, VocabularyRules } from './vocabulary/vocabulary.js';

/** Everything that training on text can be told. */
export interface TrainTextOptions
  extends SgdOptions,
    TextRules,
    Partial<VocabularyRules>,
    RunOptions {}

/** The keys of {@link TrainTextOptions}. */
export const trainTextOptionKeys = [
  ...sgdOptionKeys,
  ...readingRuleKeys,
  ...runOptionKeys,
] as const satisfies readonly (keyof TrainTextOptions)[];

/** A model whose training goes on. */
export interface ContinuedModel extends InitialTables {
  readonly words: readonly string[];
  readonly counts: Float64Array;
  /** The counts that its Huffman tree was made from, with hierarchical softmax. */
  readonly treeCounts?: Float64Array | undefined;
  /** Whether words it does not know yet join its vocabulary. */
  readonly extendVocabulary: boolean;
}

/** The input rows that each word is the mean of, and how many there are in all. */
export interface WordFeatures extends IdFeatures {
  readonly inputRows: number;
}

/** What training on text begins with. */
export interface TrainTextStart {
  readonly model?: ContinuedModel | undefined;
  /** For FastText: what the words of the vocabulary are made of. */
  readonly featuresOf?: ((words: readonly string[]) => WordFeatures) | undefined;
  /** What tells a checkpoint of this training from others: its kind, and what words are made by. */
  readonly resumable?: ResumeOptions | undefined;
}

/** What training on text gives. */
export interface TextTraining extends CorpusTraining {
  /** The counts that the Huffman tree was made from, where there is one. */
  readonly treeCounts: Float64Array | undefined;
}

/**
 * From text to embedding tables: input and output vectors for the words of a corpus. See
 * `trainCorpus` for what it needs and throws.
 */
export async function trainText(
  corpus: Corpus,
  options: TrainTextOptions = {},
  { model, featuresOf, resumable = { kind: 'Word2Vec' } }: TrainTextStart = {},
): Promise<TextTraining> {
  check.knownKeys('TrainTextOptions', options, trainTextOptionKeys);
  const settings = sgdSettings(options);
  const rules = readingRules(options);
  const known = model && { words: model.words, extend: model.extendVocabulary };

  const training = await trainCorpus(
    {
      openFiles: (signal) => openCorpus(corpus, signal),
      settings,
      checkUtf8: rules.invalidUtf8 !== 'keep',
      resumable: { ...resumeOptions(settings, rules, model?.words), ...resumable },
      readVocabulary: ({ table }) => buildVocabulary(table, rules, known),
      shapeOf: (vocabulary) => {
        const counts = addCounts(vocabulary, model?.counts);
        const subwords = featuresOf?.(vocabulary.words);
        return wordShape(settings, counts, { treeCounts: treeCountsOf(counts), subwords });
      },
      initialOf: ({ words }) => model && initialTables(model, words.length),
    },
    options,
  );
  const { words } = training.vocabulary;
  const counts = training.shape.idCounts;
  const treeCounts = training.tree && treeCountsOf(counts);
  return { ...training, vocabulary: { words, counts }, treeCounts };

  /** A Huffman tree stays as it is for as long as the vocabulary does: its vectors belong to it. */
  function treeCountsOf(counts: Float64Array): Float64Array {
    return model?.treeCounts?.length === counts.length ? model.treeCounts : counts;
  }
}

function initialTables(
  { words, input, output, tree }: ContinuedModel,
  size: number,
): InitialTables {
  return { input, output, tree: size === words.length ? tree : undefined };
}

/** Counts of a vocabulary whose first words had been counted before. */
function addCounts({ counts }: Vocabulary, before: Float64Array | undefined): Float64Array {
  return before ? counts.map((count, id) => count + (before[id] ?? 0)) : counts;
}
