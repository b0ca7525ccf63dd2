// The loop over a stream of ids that all architectures share.
import { trainCbowAt } from './cbow';
import { beginCall, cursor, endCall, learningRate, nextSentence } from './sampling';
import { trainSkipGramAt } from './skip-gram';

/** Trains on `count` ids at `ids`, in which u32 max ends a sentence. */
export function trainSkipGram(ids: usize, count: u32): void { train(ids, count, false); }

/** The same with continuous bag of words. */
export function trainCbow(ids: usize, count: u32): void { train(ids, count, true); }

// Inlined, so that the choice is made when it is compiled.
// @ts-ignore: decorator
@inline
function train(ids: usize, count: u32, isCbow: bool): void {
  const end = ids + (<usize>count << 2);
  beginCall(ids);
  while (cursor < end) {
    const length = nextSentence(end);
    const rate = learningRate();
    for (let position: u32 = 0; position < length; position++) {
      if (isCbow) trainCbowAt(position, length, rate);
      else trainSkipGramAt(position, length, rate);
    }
  }
  endCall();
}
