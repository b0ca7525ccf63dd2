// The words around a word.
import { contextsAt, inputTable, rowBytes, sentenceAt } from './run';
import { drawWindow } from './sampling';

/** Lists the input rows of the words around `position`; returns how many there are. */
// @ts-ignore: decorator
@inline
export function gatherContexts(position: u32, length: u32): u32 {
  const reach = drawWindow(), list = contextsAt(), sentence = sentenceAt();
  const first = position > reach ? position - reach : 0;
  const last = min<u32>(position + reach, length - 1);
  let count: u32 = 0;
  for (let at = first; at <= last; at++) {
    if (at == position) continue;
    const id = load<u32>(sentence + (<usize>at << 2));
    store<u32>(list + (<usize>count << 2), <u32>(inputTable + <usize>id * rowBytes));
    count++;
  }
  return count;
}
