import type { BrowserData } from '../page-data.js';
import { element } from './elements.js';
import type { Selection } from './selection.js';

/** What the colours mean; a press shows one part of speech alone. */
export function createLegend({ words, parts }: BrowserData, selection: Selection): HTMLElement {
  const buttons = parts.map((name, part) => {
    const count = words.filter((word) => word.part === part).length;
    const button = element(
      'button',
      { type: 'button', 'aria-pressed': 'false', class: `part-${part}` },
      element('span', { class: 'swatch' }),
      `${name} `,
      element('span', { class: 'count' }, String(count)),
    );
    button.addEventListener('click', () => {
      selection.change({ part: selection.looked.part === part ? undefined : part });
    });
    return button;
  });
  selection.onChange(({ part: shown }) => {
    buttons.forEach((button, part) => {
      button.setAttribute('aria-pressed', String(part === shown));
    });
  });
  return element(
    'div',
    { class: 'legend', role: 'group', 'aria-label': 'Parts of speech' },
    ...buttons,
  );
}
