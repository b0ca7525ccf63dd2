import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';

type Position = readonly [x: number, y: number];

/** How the map is panned and zoomed. */
export interface View {
  /** Where a position of the unzoomed map is now. */
  toScreen(position: Position): [x: number, y: number];
  resize(width: number, height: number): void;
  zoomBy(factor: number): void;
  reset(): void;
  /** Pans to a position of the unzoomed map. */
  centreOn(x: number, y: number): void;
  onZoom(listener: (factor: number) => void): void;
}

const closest = 12;

/**
 * Lets a map be dragged, pinched, and zoomed with Ctrl or ⌘ and the wheel. The wheel alone, and a
 * single finger as long as nothing is zoomed, scroll the page as anywhere else.
 */
export function createView(root: SVGSVGElement, onChange: () => void): View {
  let transform: ZoomTransform = zoomIdentity;
  const listeners: ((factor: number) => void)[] = [];
  const target = select<SVGSVGElement, unknown>(root);
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, closest])
    .filter((event: WheelEvent | MouseEvent | TouchEvent) => {
      if (event.type === 'wheel') return event.ctrlKey || event.metaKey;
      if ('touches' in event) return event.touches.length > 1 || transform.k > 1;
      return !event.ctrlKey && event.button === 0;
    })
    .on('zoom', (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
      transform = event.transform;
      root.classList.toggle('zoomed', transform.k > 1);
      onChange();
      for (const listener of listeners) listener(transform.k);
    });
  target.call(behaviour);
  return {
    toScreen: ([x, y]) => transform.apply([x, y]),
    resize(width, height) {
      behaviour.extent([
        [0, 0],
        [width, height],
      ]);
      behaviour.translateExtent([
        [0, 0],
        [width, height],
      ]);
      target.call(behaviour.transform, zoomIdentity);
    },
    zoomBy: (factor) => target.call(behaviour.scaleBy, factor),
    reset: () => target.call(behaviour.transform, zoomIdentity),
    centreOn: (x, y) => target.call(behaviour.translateTo, x, y),
    onZoom: (listener) => listeners.push(listener),
  };
}
