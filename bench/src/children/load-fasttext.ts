// Loads a fastText model in a process of its own and composes a word; or only reads its bytes:
//
//   node load-fasttext.js '{ "path": …, "word": … }'
import { openSync, readSync, statSync } from 'node:fs';
import { loadFastText } from '@tovec/word/fasttext';
import { ownPeakMemory } from '../processes/run-process.js';

export interface LoadFastTextInput {
  readonly path: string;
  /** A word whose vector is then looked up; without, bytes are read and not understood. */
  readonly word?: string | undefined;
}

export interface LoadFastTextOutput {
  readonly seconds: number;
  readonly peakMemoryBytes: number;
}

const { path, word } = JSON.parse(process.argv[2] ?? '') as LoadFastTextInput;
const start = performance.now();
if (word === undefined) readBytes();
else (await loadFastText(path)).get(word);
const output: LoadFastTextOutput = {
  seconds: (performance.now() - start) / 1000,
  peakMemoryBytes: ownPeakMemory(),
};
console.log(JSON.stringify(output));

/** The least that loading can be: all bytes into one piece of memory. */
function readBytes(): void {
  const bytes = new Uint8Array(statSync(path).size);
  const file = openSync(path, 'r');
  const most = 8 * 2 ** 20;
  for (let at = 0; at < bytes.length; )
    at += readSync(file, bytes, at, Math.min(most, bytes.length - at), at);
}
