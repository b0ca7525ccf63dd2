import type { BrowserData } from '../page-data.js';
import { describeWord } from './describe-word.js';
import { element } from './elements.js';
import type { Selection } from './selection.js';

/** A box to find a word of the map with. */
export function createSearch(data: BrowserData, selection: Selection): HTMLElement {
  const { words } = data;
  const input = element('input', {
    id: 'search',
    type: 'search',
    list: 'words',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    'aria-describedby': 'missing',
  });
  const options = words.map(({ word }) => element('option', { value: word }));
  const missing = element('p', { id: 'missing', class: 'note', role: 'status' });
  const heard = element('p', { class: 'hidden', role: 'status' });

  const look = (takeFirst: boolean) => {
    const typed = input.value.trim().toLowerCase();
    const exact = words.findIndex(({ word }) => word === typed);
    const first = words.findIndex(({ word }) => word.startsWith(typed));
    const match = exact < 0 && takeFirst ? first : exact;
    if (typed !== '') selection.change({ pinned: match < 0 ? undefined : match });
    heard.textContent = match < 0 || typed === '' ? '' : describeWord(data, match);
    missing.textContent =
      typed !== '' && first < 0 ? `“${typed}” is not among the ${words.length} words.` : '';
  };
  input.addEventListener('input', () => look(false));
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') look(true);
  });
  return element(
    'div',
    { class: 'search' },
    element('label', { for: 'search' }, 'Find a word'),
    input,
    element('datalist', { id: 'words' }, ...options),
    missing,
    heard,
  );
}
