import { createRandom } from '@tovec/core';

/** Words of a topic; topics are numbered from 0. */
export function topicWords(topic: number, words = 12): string[] {
  return Array.from({ length: words }, (_, at) => `t${topic}w${at}`);
}

/** Sentences of eight words, each sentence about one of two topics. */
export function topicSentences(sentences: number, seed = 1): string[][] {
  const random = createRandom(seed);
  const topics = [topicWords(0), topicWords(1)];
  return Array.from({ length: sentences }, () => {
    const words = topics[random.integer(2)]!;
    return Array.from({ length: 8 }, () => words[random.integer(words.length)]!);
  });
}

export function topicText(sentences: number, seed = 1): string {
  return topicSentences(sentences, seed)
    .map((words) => words.join(' '))
    .join('\n');
}
