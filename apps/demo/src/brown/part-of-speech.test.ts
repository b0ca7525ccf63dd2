import { expect, it } from 'vitest';
import { partOfSpeech } from './part-of-speech.js';

it.each([
  ['nn', 'noun'],
  ['nns-tl', 'noun'],
  ['fw-nn-tl', 'noun'],
  ['nr', 'noun'],
  ['np$', 'name'],
  ['vbd', 'verb'],
  ['bez', 'verb'],
  ['dod*', 'verb'],
  ['md+hv', 'verb'],
  ['jjt', 'adjective'],
  ['rb', 'adverb'],
  ['ql', 'adverb'],
  ['ppss+bem', 'pronoun'],
  ['wps', 'pronoun'],
  ['od-tl', 'number'],
  ['at', 'function word'],
  ['in', 'function word'],
  ['*', 'function word'],
  ['', 'function word'],
] as const)('takes the tag %s for a %s', (tag, part) => {
  expect(partOfSpeech(tag)).toBe(part);
});
