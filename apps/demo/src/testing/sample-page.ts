import { createRandom } from '@tovec/core';
import { partsOfSpeech } from '../brown/part-of-speech.js';
import type { MapWord, PageData } from '../page/page-data.js';

/** Everything a page needs, made up: words scattered in clusters, each near the ones after it. */
export function samplePage(size = 500): PageData {
  const random = createRandom(7);
  const words = Array.from({ length: size }, (_, index): MapWord => {
    const cluster = index % 11;
    const near = [1, 2, 3, 4, 5].map((step) => (index + 11 * step) % size);
    return {
      word: nameOf(index),
      count: Math.round(50_000 / (index + 1)) + 60,
      part: index % partsOfSpeech.length,
      at: [
        clamp(0.15 + 0.7 * ((cluster * 0.37) % 1) + 0.12 * random.normal()),
        clamp(0.15 + 0.7 * ((cluster * 0.61) % 1) + 0.12 * random.normal()),
      ],
      near: near.map((other, rank) => [other, 0.8 - rank / 10] as const),
      wider: ['one', 'two', 'three', 'four', 'five'],
    };
  });
  const loss = [2.75, 2.53, 2.49, 2.44, 2.41, 2.38, 2.36];
  return {
    corpus: { texts: 500, sentences: 57_157, words: 1_012_127 },
    words,
    parts: partsOfSpeech,
    frequent: 2000,
    vocabulary: 8486,
    minCount: 10,
    settings: {
      ...{ architecture: 'skip-gram', dimensions: 100, window: 5, negative: 5 },
      ...{ sample: 1e-4, epochs: loss.length, seed: 1 },
    },
    report: {
      ...{ tokensPerSecond: 3.2e6, workers: 2 },
      seconds: { read: 0.3, count: 0.1, train: 7.1, total: 7.5 },
    },
    loss,
    answers: {
      neighbours: [{ word: 'church', nearest: [{ item: 'parish', score: 0.66 }] }],
      oddOneOut: [{ words: ['france', 'italy', 'violin'], odd: 'violin' }],
      analogies: [{ question: ['man', 'men', 'woman'], answer: 'women' }],
    },
    club: {
      members: Array.from({ length: 34 }, (_, at) => ({
        name: String(at),
        faction: at % 2,
        at: [random.float(), random.float()] as const,
        isRight: at !== 8,
      })),
      friendships: Array.from({ length: 34 }, (_, at) => [at, (at + 2) % 34] as const),
      ...{ factions: ['Mr. Hi', 'Officer'], folds: 17, dimensions: 64, seconds: 0.1 },
    },
    model: { path: 'demo-output/brown.safetensors', bytes: 6_951_000 },
  };
}

/** Pronounceable, and no two the same. */
function nameOf(index: number): string {
  const syllables = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'zu'];
  return [...String(index)].map((digit) => syllables[Number(digit)]).join('');
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
