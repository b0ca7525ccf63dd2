import { createProgress, encodeUtf8, writeFileAtomically } from '@tovec/core';
import { writeOut } from '../output/write-out.js';
import type { WritingHooks } from './writers.js';

/** Characters written at a time. */
const pieceLength = 1 << 16;

/**
 * Writes sentences, one a line, to a file (atomically) or with `-` to stdout; returns how many words
 * there were.
 */
export async function writeSentences(
  path: string,
  sentences: AsyncIterable<readonly string[]>,
  { signal, onProgress }: WritingHooks,
): Promise<number> {
  const progress = createProgress({ phase: 'write', unit: 'words', onProgress });
  let words = 0;
  const writeTo = async (write: (text: string) => Promise<unknown>) => {
    let text = '';
    for await (const sentence of sentences) {
      words += sentence.length;
      text += `${sentence.join(' ')}\n`;
      if (text.length < pieceLength) continue;
      signal.throwIfAborted();
      await write(text);
      progress.report(words);
      text = '';
    }
    await write(text);
  };
  if (path === '-') await writeTo(writeOut);
  else {
    await writeFileAtomically(
      path,
      (file) => writeTo(async (text) => file.write(encodeUtf8(text))),
      { signal },
    );
  }
  return words;
}
