// Helpers for this package's own tests; not exported.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file that `tools/goldens/eval.py` made. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
}

/** What a reference tool said. */
export function golden<Content>(name: string): Content {
  return JSON.parse(readFileSync(fixture(name), 'utf8')) as Content;
}

/** The folder of published word data, where it is there. */
export const sharedWords = fileURLToPath(
  new URL('../../../../../shared/data/words/', import.meta.url),
);
export const hasSharedWords = existsSync(sharedWords);

/** The folder of published pairs of sentences, where it is there. */
export const sharedSentences = fileURLToPath(
  new URL('../../../../../shared/data/sentences/', import.meta.url),
);
export const hasSharedSentences = existsSync(sharedSentences);
