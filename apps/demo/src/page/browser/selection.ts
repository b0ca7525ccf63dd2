/** What is looked at. Words and parts of speech are positions in the page's data. */
export interface Looked {
  /** The word under the pointer or with the keyboard's focus. */
  readonly hovered?: number | undefined;
  /** The word that stays when the pointer leaves. */
  readonly pinned?: number | undefined;
  /** The one part of speech to see. */
  readonly part?: number | undefined;
}

/** Holds what is looked at, and tells everyone who shows it. */
export class Selection {
  #looked: Looked = {};
  readonly #listeners: ((looked: Looked) => void)[] = [];

  get looked(): Looked {
    return this.#looked;
  }

  /** The word to show. */
  get word(): number | undefined {
    return this.#looked.hovered ?? this.#looked.pinned;
  }

  change(change: Looked): void {
    const keys = Object.keys(change) as (keyof Looked)[];
    if (keys.every((key) => this.#looked[key] === change[key])) return;
    this.#looked = { ...this.#looked, ...change };
    for (const listener of this.#listeners) listener(this.#looked);
  }

  /** Pins a word, or lets go of it when it was pinned. */
  togglePin(word: number | undefined): void {
    this.change({ pinned: word === this.#looked.pinned ? undefined : word });
  }

  onChange(listener: (looked: Looked) => void): void {
    this.#listeners.push(listener);
  }
}
