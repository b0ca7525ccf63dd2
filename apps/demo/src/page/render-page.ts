import { pageScript, pageStyle } from '../generated/page-assets.js';
import { count } from '../terminal/format.js';
import { renderClub } from './club-section.js';
import { Html, html, jsonInScript } from './html.js';
import type { BrowserData, PageData } from './page-data.js';
import { renderAnswers, renderFacts, renderNext } from './sections.js';

/** Nothing comes from anywhere else, and the browser makes sure of it. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cg fill='%232563a8'%3E%3Ccircle cx='4' cy='11' r='2.5'/%3E%3Ccircle cx='11' cy='12' r='1.5'/%3E%3Ccircle cx='10' cy='5' r='3'/%3E%3C/g%3E%3C/svg%3E";

/** The page as one file: no request leaves it, so it works from a disk, offline and in a mail. */
export function renderPage(data: PageData): string {
  const { corpus, words, parts, frequent, vocabulary, loss, settings } = data;
  const forBrowser: BrowserData = { words, parts, frequent, loss };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<title>${count(words.length)} words on a map · tovec</title>
<link rel="icon" href="${icon}">
<style>${new Html(pageStyle)}</style>
</head>
<body>
<header>
<p class="brand">tovec <span>Word2Vec on the Brown corpus</span></p>
<h1>${count(words.length)} words, placed by the company they keep</h1>
<p class="lead">Word2Vec read ${count(corpus.texts)} American texts of 1961, ${count(corpus.words)} words in
all, ${settings.epochs} times. It was told nothing about any word, and turned each of ${count(vocabulary)} into
${settings.dimensions} numbers, so that words used alike have numbers alike. Below, the ${count(words.length)} most
frequent of them, flattened onto a page.</p>
</header>
<main>
<section class="map-section" aria-labelledby="map-title">
<h2 id="map-title" class="hidden">Map of words</h2>
<div class="map-area">
<div class="map-frame" id="map"><noscript><p>The map is drawn by a script, and scripts are switched off here.</p></noscript></div>
<div class="map-tools" id="tools"><p class="note">Drag to move; zoom with the buttons, two fingers, or Ctrl and the
wheel. The closer, the more words.</p></div>
</div>
<aside id="panel" aria-label="About the map"></aside>
</section>
${renderAnswers(data)}
<section aria-labelledby="loss-title">
<h2 id="loss-title">How learning went</h2>
<div class="columns">
<figure id="loss"></figure>
<div>
<p>For each word, the model predicts the words around it, and tells each from
${settings.negative} drawn at random. The curve is what that costs it on average. Guessing would
cost ${((settings.negative + 1) * Math.LN2).toFixed(2)}.</p>
${renderFacts(data)}
</div>
</div>
</section>
${renderClub(data.club)}
${renderNext(data)}
</main>
<footer><p>Map: UMAP of cosine distances, mean taken away. Parts of speech: the corpus’s own tags; a word has the
colour of its most frequent use. Corpus: W. N. Francis and H. Kučera, Brown University, 1964.</p></footer>
<script type="application/json" id="data">${jsonInScript(forBrowser)}</script>
<script>${new Html(pageScript)}</script>
</body>
</html>
`.text;
}
