import type { BrowserData } from '../page-data.js';
import { createLegend } from './legend.js';
import { drawLossChart } from './loss-chart.js';
import { makeInteractive } from './map/interaction.js';
import { MapView } from './map/map-view.js';
import { createWordCard } from './panel.js';
import { createSearch } from './search.js';
import { Selection } from './selection.js';
import { createZoomButtons } from './zoom-buttons.js';

function start(): void {
  const data: BrowserData = JSON.parse(find('data').textContent);
  const selection = new Selection();
  const map = new MapView(data, selection);
  const frame = find('map');
  frame.replaceChildren(map.root);
  find('tools').append(createZoomButtons(map.view));
  makeInteractive(map, selection);
  find('panel').replaceChildren(
    createSearch(data, selection),
    createLegend(data, selection),
    createWordCard(data, selection),
  );
  selection.onChange(({ pinned }) => {
    if (pinned !== undefined) map.reveal(pinned);
  });
  new ResizeObserver(() => map.resize(frame.clientWidth, frame.clientHeight)).observe(frame);
  drawLossChart(find('loss'), data.loss);
}

function find(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element with the id ${id}`);
  return found;
}

start();
