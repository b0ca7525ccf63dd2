/**
 * Times the training of word2vec.c and its descendants from outside. They print
 * `Progress: 12.34%` every 10,000 words; what lies between the first such line and the last is
 * training and nothing else: no counting, no set-up, no saving. That is also the most favourable way
 * to time them.
 */
export class ProgressWatch {
  readonly #limitSeconds: number;
  readonly #now: () => number;
  #rest = '';
  #first: Reading | undefined;
  #last: Reading | undefined;

  /** @param now milliseconds */
  constructor(limitSeconds: number, now: () => number = () => performance.now()) {
    this.#limitSeconds = limitSeconds;
    this.#now = now;
  }

  /** Takes what was printed; `true` once training has gone on for as long as it may. */
  take = (text: string): boolean => {
    const now = this.#now();
    const all = this.#rest + text;
    const found = [...all.matchAll(/Progress: +([\d.]+)%/g)].at(-1);
    this.#rest = all.slice(found ? found.index + found[0].length : 0).slice(-200);
    if (!found) return false;
    this.#last = { percent: Number(found[1]), milliseconds: now };
    this.#first ??= this.#last;
    return this.seconds >= this.#limitSeconds;
  };

  /** Seconds between the first and the last progress seen. */
  get seconds(): number {
    if (!this.#first || !this.#last) return 0;
    return (this.#last.milliseconds - this.#first.milliseconds) / 1000;
  }

  /** The share of all training done in {@link seconds}. */
  get share(): number {
    if (!this.#first || !this.#last) return 0;
    return (this.#last.percent - this.#first.percent) / 100;
  }
}

interface Reading {
  readonly percent: number;
  readonly milliseconds: number;
}

/** What word2vec.c and pWord2Vec say about the vocabulary they made. */
export function parseVocabulary(output: string): { vocabulary: number; tokens: number } {
  const vocabulary = /Vocab size: (\d+)/.exec(output)?.[1];
  const tokens = /Words in train file: (\d+)/.exec(output)?.[1];
  if (vocabulary === undefined || tokens === undefined) {
    throw new Error('it printed no "Vocab size" and "Words in train file"');
  }
  return { vocabulary: Number(vocabulary), tokens: Number(tokens) };
}
