import { element, svg } from './elements.js';
import { niceTicks } from './ticks.js';

const height = 260;
const margin = { top: 32, right: 42, bottom: 44, left: 46 };

/** The loss by epoch, with axes; and as a table for whoever cannot see it. */
export function drawLossChart(target: HTMLElement, loss: readonly number[]): void {
  const chart = svg('svg', {
    class: 'chart',
    role: 'img',
    'aria-label': `Mean loss by epoch: from ${loss[0]?.toFixed(3)} in the first to ${loss.at(-1)?.toFixed(3)} in epoch ${loss.length}.`,
  });
  target.replaceChildren(chart, lossTable(loss));
  new ResizeObserver(() => {
    const width = Math.round(target.clientWidth);
    if (width > 0) redraw(chart, loss, width);
  }).observe(target);
}

function redraw(chart: SVGSVGElement, loss: readonly number[], width: number): void {
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const yTicks = niceTicks(Math.min(...loss), Math.max(...loss), 5);
  const [least, most] = [yTicks[0]!, yTicks.at(-1)!];
  const x = (epoch: number) =>
    margin.left + ((epoch - 1) / Math.max(loss.length - 1, 1)) * (right - margin.left);
  const y = (value: number) => bottom - ((value - least) / (most - least)) * (bottom - margin.top);
  const xTicks = [
    1,
    ...niceTicks(0, loss.length, 5).filter((tick) => tick > 1 && tick <= loss.length),
  ].filter((tick) => Number.isInteger(tick));
  const decimals = Math.max(0, -Math.floor(Math.log10(yTicks[1]! - least)));
  const points = loss.map((value, at) => `${x(at + 1).toFixed(1)},${y(value).toFixed(1)}`);

  chart.setAttribute('viewBox', `0 0 ${width} ${height}`);
  chart.setAttribute('height', String(height));
  chart.replaceChildren(
    ...yTicks.flatMap((tick) => [
      svg('line', { class: 'grid', x1: margin.left, x2: right, y1: y(tick), y2: y(tick) }),
      svg('text', { class: 'y', x: margin.left - 8, y: y(tick) }, tick.toFixed(decimals)),
    ]),
    ...xTicks.map((tick) => svg('text', { class: 'x', x: x(tick), y: bottom + 16 }, String(tick))),
    svg('text', { class: 'x title', x: (margin.left + right) / 2, y: height - 8 }, 'epoch'),
    svg('text', { class: 'title', x: 0, y: 8 }, 'mean loss of a prediction, in nats'),
    svg('polyline', { points: points.join(' ') }),
    ...loss.map((value, at) =>
      svg(
        'circle',
        { cx: x(at + 1), cy: y(value), r: 2.5 },
        svg('title', {}, `epoch ${at + 1}: ${value.toFixed(4)}`),
      ),
    ),
    svg(
      'text',
      { class: 'last', x: x(loss.length) + 7, y: y(loss.at(-1)!) },
      loss.at(-1)!.toFixed(2),
    ),
  );
}

function lossTable(loss: readonly number[]): HTMLElement {
  const rows = loss.map((value, at) =>
    element('tr', {}, element('td', {}, String(at + 1)), element('td', {}, value.toFixed(4))),
  );
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, 'epoch'),
    element('th', { scope: 'col' }, 'mean loss'),
  );
  return element(
    'details',
    {},
    element('summary', {}, 'The same as a table'),
    element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows)),
  );
}
