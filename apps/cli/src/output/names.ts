import { count } from './numbers.js';
import { visible } from './table.js';

/** Names shown of a long list. */
const shownNames = 10;

/** Names of items on one line; of many, the first ones and how many more there are. */
export function namesOf(items: readonly string[]): string {
  const names = items.slice(0, shownNames).map((item) => visible(item) || '(an empty line)');
  const more = items.length > shownNames ? ` and ${count(items.length - shownNames)} more` : '';
  return `${names.join(', ')}${more}`;
}
