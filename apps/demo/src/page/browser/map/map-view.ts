import type { BrowserData, MapWord } from '../../page-data.js';
import { describeWord } from '../describe-word.js';
import { svg } from '../elements.js';
import type { Selection } from '../selection.js';
import { drawOverlay } from './overlay.js';
import { placeLabels } from './place-labels.js';
import type { Rectangle } from './rectangles.js';
import { type TextSize, textSizes } from './text-size.js';
import { createView, type View } from './view.js';

const dotRadius = 2.6;

/** Room between the outermost dots and the frame. */
const padding = 26;

/** How far from a dot the pointer still means it. */
const reach = 18;

/** Where a word is on the screen, and its label if it has one. */
interface Placed {
  readonly x: number;
  readonly y: number;
  readonly label: Rectangle | undefined;
}

/** The map: dots, as many labels as there is room for, and what is looked at on top of them. */
export class MapView {
  readonly root = svg('svg', { role: 'group', class: 'map' });
  readonly view: View;
  readonly #words: readonly MapWord[];
  readonly #selection: Selection;
  readonly #base = svg('g', { class: 'base' });
  readonly #overlay = svg('g', { class: 'overlay', 'aria-hidden': 'true' });
  readonly #marks: SVGGElement[];
  #sizes: TextSize[] = [];
  #placed: Placed[] = [];
  #width = 0;
  #height = 0;

  constructor(data: BrowserData, selection: Selection) {
    const { words } = data;
    this.#words = words;
    this.#selection = selection;
    this.root.setAttribute(
      'aria-label',
      `Map of ${words.length} words. The arrow keys lead from word to word, Enter keeps one.`,
    );
    this.#marks = words.map((_, index) => createMark(data, index));
    this.#base.append(...this.#marks);
    this.root.append(this.#base, this.#overlay);
    this.view = createView(this.root, () => this.#draw());
    selection.onChange(() => this.#show());
  }

  /** The element of a word, which can have the focus. */
  markOf(word: number): SVGGElement {
    return this.#marks[word]!;
  }

  get marks(): readonly SVGGElement[] {
    return this.#marks;
  }

  /** Where the words are on the screen. */
  get positions(): (readonly [x: number, y: number])[] {
    return this.#placed.map(({ x, y }) => [x, y] as const);
  }

  resize(width: number, height: number): void {
    if (width === this.#width && height === this.#height) return;
    [this.#width, this.#height] = [width, height];
    if (this.#sizes.length === 0) {
      this.#sizes = textSizes(this.#words, getComputedStyle(this.root).fontFamily);
      this.#marks.forEach((mark, word) => {
        mark.querySelector('text')!.setAttribute('font-size', String(this.#sizes[word]!.font));
      });
    }
    this.root.setAttribute('viewBox', `0 0 ${width} ${height}`);
    // Which draws.
    this.view.resize(width, height);
  }

  /** The word whose label or dot is at a point of the map, if any. */
  wordAt(x: number, y: number): number | undefined {
    const labelled = this.#placed.findIndex(
      ({ label }) =>
        label && x >= label.left && x <= label.right && y >= label.top && y <= label.bottom,
    );
    if (labelled >= 0) return labelled;
    let best: { word: number; distance: number } | undefined;
    this.#placed.forEach((place, word) => {
      const distance = Math.hypot(place.x - x, place.y - y);
      if (distance < (best?.distance ?? reach)) best = { word, distance };
    });
    return best?.word;
  }

  /** Pans so that a word can be seen. */
  reveal(word: number): void {
    const { x, y } = this.#placed[word]!;
    const inside = x >= padding && y >= padding;
    if (inside && x <= this.#width - padding && y <= this.#height - padding) return;
    this.view.centreOn(...this.#atRest(word));
  }

  /** Where a word is when the map is not zoomed. */
  #atRest(word: number): [number, number] {
    const [x, y] = this.#words[word]!.at;
    return [padding + x * (this.#width - 2 * padding), padding + y * (this.#height - 2 * padding)];
  }

  #draw(): void {
    const positions = this.#words.map((_, word) => this.view.toScreen(this.#atRest(word)));
    const items = positions.map(([x, y], word) => ({ ...this.#sizes[word]!, x, y }));
    const frame = { width: this.#width, height: this.#height, dotRadius };
    const labels = placeLabels(items, frame);
    this.#placed = positions.map(([x, y], word) => ({ x, y, label: labels[word] }));
    this.#placed.forEach(({ x, y, label }, word) => {
      const mark = this.#marks[word]!;
      mark.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      mark.classList.toggle('unlabelled', label === undefined);
      if (label) setLabel(mark.querySelector('text')!, label, x, y);
    });
    this.#show();
  }

  /** Brings what is looked at to the fore. */
  #show(): void {
    const { looked, word } = this.#selection;
    this.root.classList.toggle('looking', word !== undefined);
    this.#marks.forEach((mark, index) => {
      const aside = looked.part !== undefined && this.#words[index]!.part !== looked.part;
      mark.classList.toggle('aside', aside);
      mark.setAttribute('aria-pressed', String(index === looked.pinned));
    });
    const group =
      word === undefined ? [] : [word, ...this.#words[word]!.near.map(([near]) => near)];
    this.#marks.forEach((mark, index) => {
      mark.classList.toggle('shown', group.includes(index));
    });
    const shown = group.map((index) => {
      const { x, y } = this.#placed[index]!;
      return { word: this.#words[index]!, x, y, size: this.#sizes[index]! };
    });
    const frame = { width: this.#width, height: this.#height, dotRadius: dotRadius + 1 };
    this.#overlay.replaceChildren(...drawOverlay(shown, frame));
  }
}

function createMark(data: BrowserData, index: number): SVGGElement {
  const { word, part } = data.words[index]!;
  return svg(
    'g',
    {
      class: `word part-${part}`,
      role: 'button',
      tabindex: -1,
      'aria-pressed': 'false',
      'aria-label': describeWord(data, index),
    },
    svg('circle', { r: dotRadius, class: 'dot' }),
    svg('text', {}, word),
  );
}

/** Centres a text in its rectangle, seen from its dot. */
function setLabel(text: SVGTextElement, label: Rectangle, x: number, y: number): void {
  text.setAttribute('x', ((label.left + label.right) / 2 - x).toFixed(1));
  text.setAttribute('y', ((label.top + label.bottom) / 2 - y).toFixed(1));
}
