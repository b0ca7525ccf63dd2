import type { Selection } from '../selection.js';
import type { MapView } from './map-view.js';
import { isDirection, neighbourInDirection } from './neighbour-in-direction.js';

/** Lets words be pointed at, pinned, and walked over with the arrow keys. */
export function makeInteractive(map: MapView, selection: Selection): void {
  usePointer(map, selection);
  useKeyboard(map, selection);
}

function usePointer(map: MapView, selection: Selection): void {
  const wordAt = (event: MouseEvent) => {
    const { left, top } = map.root.getBoundingClientRect();
    return map.wordAt(event.clientX - left, event.clientY - top);
  };
  map.root.addEventListener('pointermove', (event) => {
    if (event.pointerType !== 'mouse' || event.buttons !== 0) return;
    const hovered = wordAt(event);
    map.root.classList.toggle('pointing', hovered !== undefined);
    selection.change({ hovered });
  });
  map.root.addEventListener('pointerleave', () => selection.change({ hovered: undefined }));
  map.root.addEventListener('click', (event) => {
    // A screen reader clicks the element, wherever the pointer is.
    const mark = event.target instanceof Element ? event.target.closest('.word') : undefined;
    const clicked = map.marks.findIndex((other) => other.isSameNode(mark ?? null));
    const word = clicked >= 0 ? clicked : wordAt(event);
    selection.change({ hovered: undefined });
    selection.togglePin(word);
  });
}

/** One word at a time can be tabbed to; from there on, the arrow keys lead to the others. */
function useKeyboard(map: MapView, selection: Selection): void {
  let current = 0;
  const makeCurrent = (word: number) => {
    map.markOf(current).setAttribute('tabindex', '-1');
    map.markOf(word).setAttribute('tabindex', '0');
    current = word;
  };
  makeCurrent(0);
  selection.onChange(({ pinned }) => {
    if (pinned !== undefined) makeCurrent(pinned);
  });
  map.marks.forEach((mark, word) => {
    mark.addEventListener('focus', () => {
      makeCurrent(word);
      if (!mark.matches(':focus-visible')) return;
      map.reveal(word);
      selection.change({ hovered: word });
    });
    mark.addEventListener('blur', () => selection.change({ hovered: undefined }));
    mark.addEventListener('keydown', (event) => {
      const { key } = event;
      if (isDirection(key)) {
        const next = neighbourInDirection(map.positions, word, key);
        if (next !== undefined) map.markOf(next).focus();
      } else if (key === 'Home') map.markOf(0).focus();
      else if (key === 'Enter' || key === ' ') selection.togglePin(word);
      else if (key === 'Escape') selection.change({ pinned: undefined });
      else return;
      event.preventDefault();
    });
  });
}
