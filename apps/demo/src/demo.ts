import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeUtf8, type OnProgress, SourceError, writeFileAtomically } from '@tovec/core';
import {
  loadWord2Vec,
  trainWord2Vec,
  type Word2Vec,
  type Word2VecTrainOptions,
} from '@tovec/word/word2vec';
import { partsOfSpeech } from './brown/part-of-speech.js';
import { readBrown, type TaggedCorpus } from './brown/read-brown.js';
import { type ClubData, clubSettings, learnClub, rightOnes } from './club/learn-club.js';
import { ask } from './learn/ask.js';
import { sameVectors } from './learn/same-vectors.js';
import { questions, trainingSettings } from './learn/settings.js';
import { buildMap, frequent } from './map/build-map.js';
import type { PageData } from './page/page-data.js';
import { renderPage } from './page/render-page.js';
import { displayPath } from './terminal/display-path.js';
import { count, megabytes, seconds } from './terminal/format.js';
import type { Narrator } from './terminal/narrator.js';

export interface DemoOptions {
  /** The directory for the model and the page; made where it is missing. */
  readonly output: string;
  readonly narrator: Narrator;
  /** A directory of texts as Brown has them; default: the Brown corpus. */
  readonly corpus?: string | undefined;
  /** What to change in the demo's settings, for another corpus. */
  readonly training?: Word2VecTrainOptions | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** The files that the demo wrote. */
export interface DemoFiles {
  readonly model: string;
  readonly page: string;
}

/**
 * From text to vectors to a picture of them: reads the corpus, trains, saves, loads what was saved,
 * asks it a few questions, and writes a page with a map of the most frequent words.
 */
export async function runDemo(options: DemoOptions): Promise<DemoFiles> {
  const { output, narrator, signal } = options;
  const files = { model: join(output, 'brown.safetensors'), page: join(output, 'index.html') };
  await makeDirectory(output);
  narrator.title('tovec · Word2Vec learns from the Brown corpus');
  const corpus = await read(options);
  const settings = { ...trainingSettings, ...options.training };
  await using trained = await train(corpus, settings, options);
  await trained.save(files.model, signal && { signal });
  const bytes = (await stat(files.model)).size;
  narrator.step('Saved', `${displayPath(files.model)}, ${megabytes(bytes)}`);

  // From here on everything comes out of the file.
  await using model = await reload(files.model, trained, narrator);
  const answers = ask(model.vectors, questions);
  const club = await joinClub(options);
  const start = performance.now();
  const words = await buildMap(model.vectors, corpus.partsOfSpeech, options);
  const data: PageData = {
    corpus: { ...corpus, sentences: corpus.sentences.length },
    words,
    parts: partsOfSpeech,
    frequent: Math.min(frequent, model.vectors.size),
    vocabulary: model.vectors.size,
    settings: model.settings,
    minCount: settings.minCount,
    report: model.report,
    loss: model.report.loss,
    answers,
    club,
    model: { path: displayPath(files.model), bytes },
  };
  const page = encodeUtf8(renderPage(data));
  await writeFileAtomically(files.page, (file) => file.write(page), { signal });
  narrator.step(
    'Drew',
    `${displayPath(files.page)}, a map of the ${words.length} most frequent words   ${seconds(start)}`,
  );
  narrator.answers(answers);
  return files;
}

/** The nodes of a graph are learnt like words, from walks in place of sentences. */
async function joinClub({ narrator, signal }: DemoOptions): Promise<ClubData> {
  const club = await learnClub({ signal });
  const { members, friendships, seconds } = club;
  narrator.step(
    'Walked',
    `in the karate club: ${members.length} members and ${friendships.length} friendships → ` +
      `${members.length} × ${clubSettings.dimensions} numbers   ${seconds.toFixed(1)} s`,
    `a linear probe tells the side of ${rightOnes(club)} of ${members.length} that it was not told`,
  );
  return club;
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (cause) {
    throw new SourceError(`cannot make the directory ${directory}: ${(cause as Error).message}`, {
      source: directory,
      cause,
    });
  }
}

async function read({ corpus: directory, narrator, signal }: DemoOptions): Promise<TaggedCorpus> {
  const start = performance.now();
  const corpus = await readBrown(directory);
  signal?.throwIfAborted();
  const { texts, sentences, words } = corpus;
  narrator.step(
    'Read',
    `${count(texts)} texts, ${count(sentences.length)} sentences, ${count(words)} words   ${seconds(start)}`,
  );
  return corpus;
}

async function train(
  { sentences }: TaggedCorpus,
  settings: Word2VecTrainOptions,
  { narrator, signal, onProgress }: DemoOptions,
): Promise<Word2Vec> {
  const start = performance.now();
  const model = await trainWord2Vec(sentences, { ...settings, signal, onProgress });
  const { vectors, report } = model;
  const speed = (report.tokensPerSecond / 1e6).toFixed(1);
  const [first = 0, last = first] = [report.loss[0], report.loss.at(-1)];
  narrator.step(
    'Learnt',
    `${count(vectors.size)} words × ${vectors.dimensions} numbers, ${report.loss.length} epochs   ${seconds(start)}`,
    `${speed} M words/s on ${report.workers} thread${report.workers === 1 ? '' : 's'}, mean loss ${first.toFixed(2)} → ${last.toFixed(2)}`,
  );
  return model;
}

/** Loads the model that was saved, and makes sure that it is the one that was trained. */
async function reload(path: string, trained: Word2Vec, narrator: Narrator): Promise<Word2Vec> {
  const start = performance.now();
  const model = await loadWord2Vec(path);
  const time = seconds(start);
  if (!sameVectors(trained.vectors, model.vectors)) {
    throw new Error(`${displayPath(path)} does not hold the vectors that were saved in it`);
  }
  const { size, dimensions } = model.vectors;
  narrator.step(
    'Loaded',
    `it again: all ${count(size * dimensions)} numbers are the same, bit for bit   ${time}`,
  );
  return model;
}
