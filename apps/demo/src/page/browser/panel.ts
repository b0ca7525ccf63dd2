import type { BrowserData } from '../page-data.js';
import { element } from './elements.js';
import type { Selection } from './selection.js';

const number = new Intl.NumberFormat('en');

/** Beside the map: what is known of the word that is looked at. */
export function createWordCard(data: BrowserData, selection: Selection): HTMLElement {
  const card = element('div', { class: 'card' });
  const show = () => {
    const { word } = selection;
    const hadFocus = card.contains(document.activeElement);
    card.replaceChildren(...(word === undefined ? hint() : describe(data, selection, word)));
    // The button that led here is gone.
    if (hadFocus) card.querySelector('button')?.focus();
  };
  selection.onChange(show);
  show();
  return card;
}

function hint(): Node[] {
  return [
    element(
      'p',
      { class: 'hint' },
      'Point at a word to see its nearest neighbours; click to keep it.',
    ),
  ];
}

function describe(data: BrowserData, selection: Selection, index: number): Node[] {
  const { words, parts, frequent } = data;
  const { word, part, count, near, wider } = words[index]!;
  return [
    element('p', { class: `card-word part-${part}` }, word),
    element('p', { class: 'note' }, `${parts[part]}, ${number.format(count)} times in the corpus`),
    element('h3', {}, 'Nearest on the map'),
    element(
      'ol',
      { class: 'bars' },
      ...near.map(([other, cosine]) => {
        const button = element('button', { type: 'button' }, words[other]!.word);
        button.addEventListener('click', () =>
          selection.change({ pinned: other, hovered: undefined }),
        );
        const bar = element('span', {
          class: `bar part-${words[other]!.part}`,
          style: `--share:${Math.max(cosine, 0)}`,
        });
        return element(
          'li',
          {},
          button,
          bar,
          element('span', { class: 'value' }, cosine.toFixed(2)),
        );
      }),
    ),
    element('h3', {}, `Nearest of the ${number.format(frequent)} most frequent`),
    element('p', {}, wider.join(', ')),
  ];
}
