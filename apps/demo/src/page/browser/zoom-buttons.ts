import { element } from './elements.js';
import type { View } from './map/view.js';

/** Buttons to zoom with, for everyone without a wheel. */
export function createZoomButtons(view: View): HTMLElement {
  const button = (label: string, sign: string, onClick: () => void) => {
    const made = element('button', { type: 'button', 'aria-label': label, title: label }, sign);
    made.addEventListener('click', onClick);
    return made;
  };
  const reset = button('Show the whole map', '⤢', () => view.reset());
  reset.disabled = true;
  view.onZoom((factor) => {
    reset.disabled = factor === 1;
  });
  return element(
    'div',
    { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
    button('Zoom in', '+', () => view.zoomBy(1.5)),
    button('Zoom out', '−', () => view.zoomBy(1 / 1.5)),
    reset,
  );
}
