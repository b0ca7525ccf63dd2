import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brownDirectory } from '../brown/read-brown.js';

/** A directory with a few of Brown's texts, which goes away with `dispose`. */
export async function someOfBrown(texts: readonly string[]) {
  const directory = await mkdtemp(join(tmpdir(), 'tovec-demo-'));
  const corpus = join(directory, 'corpus');
  await mkdir(corpus);
  for (const text of texts) await copyFile(join(brownDirectory(), text), join(corpus, text));
  return {
    corpus,
    output: join(directory, 'output'),
    dispose: () => rm(directory, { recursive: true, force: true }),
  };
}
