import type { Random } from '@tovec/core';

/** Fills a new weight. Fans follow PyTorch: `shape[1] · receptive field` in, `shape[0] · …` out. */
export type Initializer = (shape: readonly number[], random: Random) => Float32Array;
