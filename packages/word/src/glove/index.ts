export type { Cooccurrences, Corpus } from '@tovec/training';
export { cooccurrences, readCooccurrences } from '@tovec/training';
export type { VectorChoice } from './choice.js';
export { Glove } from './glove.js';
export { type LoadGloveOptions, loadGlove } from './load-glove.js';
export type { GloveModelSettings, GloveTrainOptions } from './options.js';
export type { GloveReport } from './report.js';
export { trainGlove } from './train-glove.js';
