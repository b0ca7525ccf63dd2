// The loop over a stream of ids that all architectures share.
import { trainCbowAt } from './cbow';
import { putBackRecord } from './record';
import { beginCall, cursor, learningRate, nextSentence } from './sampling';
import { trainSkipGramAt } from './skip-gram';
import { trainSubwordCbowAt, trainSubwordSkipGramAt } from './subwords';

/** Trains on `count` ids at `ids`, in which u32 max ends a sentence. */
export function trainSkipGram(ids: usize, count: u32): void { train(ids, count, 0); }

/** The same with continuous bag of words. */
export function trainCbow(ids: usize, count: u32): void { train(ids, count, 1); }

/** The same with words that are made of several rows: FastText. */
export function trainSubwordSkipGram(ids: usize, count: u32): void { train(ids, count, 2); }

export function trainSubwordCbow(ids: usize, count: u32): void { train(ids, count, 3); }

// Inlined, so that the choice is made when it is compiled.
// @ts-ignore: decorator
@inline
function train(ids: usize, count: u32, architecture: i32): void {
  const end = ids + (<usize>count << 2);
  beginCall(ids);
  while (cursor < end) {
    const length = nextSentence(end);
    const rate = learningRate();
    for (let position: u32 = 0; position < length; position++) {
      if (architecture == 0) trainSkipGramAt(position, length, rate);
      else if (architecture == 1) trainCbowAt(position, length, rate);
      else if (architecture == 2) trainSubwordSkipGramAt(position, length, rate);
      else trainSubwordCbowAt(position, length, rate);
    }
  }
  putBackRecord();
}
