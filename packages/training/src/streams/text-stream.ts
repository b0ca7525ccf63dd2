import { instantiate, type TextKernel, textModule, textSlack } from '@tovec/kernels';
import type { TextLookup } from '../vocabulary/build-vocabulary.js';
import { entryCount } from '../vocabulary/word-table.js';
import type { SharedText } from '../worker/protocol.js';
import { longestWord } from '../worker/segment-reader.js';
import type { PlanStream } from './stream-plan.js';

/** Bytes of text for each token to train on at a time: more than most words and their blanks take. */
const bytesPerToken = 8;

/**
 * Ids from text.
 *
 * @param sliceTokens tokens to train on between two looks at the command
 */
export function textStream(text: SharedText, lookup: TextLookup, sliceTokens: number): PlanStream {
  return (place, workers) => {
    const { table, expansions } = lookup;
    const count = entryCount(table);
    const slotCount = 2 ** Math.ceil(Math.log2(2 * count + 1));
    const chunkBytes = sliceTokens * bytesPerToken;
    const at = {
      entries: place(table.entries.byteLength),
      bytes: place(table.bytes.length + textSlack),
      slots: place(slotCount * 8),
      expansions: place(expansions.byteLength),
    };
    const texts = Array.from({ length: workers }, () => place(longestWord + textSlack));
    return {
      idCapacity: chunkBytes / 2 + lookup.longestExpansion + 2,

      fill(memory) {
        const { buffer } = memory;
        new Uint32Array(buffer, at.entries, table.entries.length).set(table.entries);
        new Uint8Array(buffer, at.bytes, table.bytes.length).set(table.bytes);
        new Uint32Array(buffer, at.expansions, expansions.length).set(expansions);
        const kernel = instantiate<TextKernel>(textModule(), memory);
        kernel.placeTable(at.entries, at.bytes, at.slots, slotCount, count);
        kernel.rebuildSlots();
      },

      taskOf: (worker) => ({
        kind: 'text',
        text,
        module: textModule(),
        lookup: { ...at, slotCount, entryCount: count },
        own: { text: texts[worker]!, textBytes: longestWord, chunkBytes },
      }),
    };
  };
}
