export type { Corpus } from '@tovec/training';
export { phrases } from './learn-phrases.js';
export { loadPhrases } from './load-phrases.js';
export type { PhraseScoring, PhrasesOptions, PhrasesSettings } from './options.js';
export { type Phrase, Phrases } from './phrases.js';
