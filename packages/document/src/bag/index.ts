export { Bag, createBag, type Texts } from './bag.js';
export { loadBag } from './load-bag.js';
export type { BagOptions, BagSettings, WordCounts } from './options.js';
