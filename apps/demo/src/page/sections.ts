import { count, megabytes } from '../terminal/format.js';
import { type Html, html } from './html.js';
import type { PageData } from './page-data.js';

/** The questions and what the vectors answered. */
export function renderAnswers({ answers, vocabulary }: PageData): Html {
  const { neighbours, oddOneOut, analogies } = answers;
  return html`<section aria-labelledby="answers-title">
<h2 id="answers-title">What the vectors know</h2>
<div class="columns answers">
<div>
<h3>Nearest neighbours</h3>
<p class="note">Of ${count(vocabulary)} words, by cosine.</p>
<dl class="pairs">${neighbours.map(
    ({ word, nearest }) =>
      html`<div><dt>${word}</dt><dd>${nearest.map(({ item }) => item).join(', ')}</dd></div>`,
  )}</dl>
</div>
<div>
<h3>Odd one out</h3>
<ul class="plain">${oddOneOut.map(
    ({ words, odd }) =>
      html`<li>${words.map((word) => (word === odd ? html`<s>${word}</s> ` : html`${word} `))}</li>`,
  )}</ul>
<h3>Analogies</h3>
<ul class="plain">${analogies.map(
    ({ question: [a, b, c], answer }) =>
      html`<li>${a} to ${b} is as ${c} to <strong>${answer}</strong></li>`,
  )}</ul>
<p class="note">A million words are few for this: these come out whatever the seed, most others do not.</p>
</div>
</div>
</section>`;
}

/** What was trained, how, and how fast. */
export function renderFacts({ settings, minCount, report, vocabulary, model }: PageData): Html {
  const { dimensions, window, negative, sample, epochs, seed, architecture } = settings;
  const facts = [
    ['vectors', `${count(vocabulary)} × ${dimensions}; words seen ${minCount} times or more`],
    [
      'settings',
      `${architecture}, window ${window}, ${negative} negatives, sample ${sample}, seed ${seed}`,
    ],
    [
      'training',
      `${epochs} epochs in ${report.seconds.train.toFixed(1)} s on ${report.workers} threads`,
    ],
    ['speed', `${(report.tokensPerSecond / 1e6).toFixed(1)} million words a second`],
    ['model file', `${model.path}, ${megabytes(model.bytes)}`],
  ] as const;
  return html`<dl class="pairs facts">${facts.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

/** How to go on from here. */
export function renderNext({ model }: PageData): Html {
  const { path } = model;
  return html`<section aria-labelledby="next-title">
<h2 id="next-title">Go on</h2>
<div class="stack">
<div>
<h3>Ask for more, from the root of the repository</h3>
<pre tabindex="0"><code>npx -y pnpm@10.34.9 tovec nearest ${path} church
npx -y pnpm@10.34.9 tovec analogy ${path} man men woman
npx -y pnpm@10.34.9 tovec info ${path}</code></pre>
</div>
<div>
<h3>Use the vectors in a program</h3>
<pre tabindex="0"><code>import { loadWord2Vec } from '@tovec/word/word2vec';

const { vectors } = await loadWord2Vec('${path}');
console.log(vectors.nearest('church', { topK: 5 }));</code></pre>
</div>
</div>
</section>`;
}
