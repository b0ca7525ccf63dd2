/**
 * Times the epochs of Stanford's `glove` from outside. It prints its settings, the last of them
 * `alpha`, when it begins to train, and a line when an epoch ends; neither set-up nor saving lies
 * between them.
 */
export class EpochWatch {
  readonly #limitSeconds: number;
  readonly #now: () => number;
  #text = '';
  #began: number | undefined;
  #ended: number | undefined;

  /** @param now milliseconds */
  constructor(limitSeconds: number, now: () => number = () => performance.now()) {
    this.#limitSeconds = limitSeconds;
    this.#now = now;
  }

  /** Takes what was printed; `true` once an epoch has ended after the limit. */
  take = (text: string): boolean => {
    const now = this.#now();
    const before = this.cost.length;
    this.#text += text;
    if (this.#began === undefined && /^alpha: .*\n/m.test(this.#text)) this.#began = now;
    if (this.cost.length === before) return false;
    this.#ended = now;
    return this.seconds >= this.#limitSeconds;
  };

  /** The cost of each epoch that has ended. */
  get cost(): number[] {
    return [...this.#text.matchAll(/iter: \d+, cost: (\S+)\n/g)].map((found) => Number(found[1]));
  }

  /** Seconds from the beginning of training until the end of the last epoch. */
  get seconds(): number {
    if (this.#began === undefined || this.#ended === undefined) return 0;
    return (this.#ended - this.#began) / 1000;
  }
}
