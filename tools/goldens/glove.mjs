// What Stanford's `cooccur` counts, for the tests of @tovec/training: every setting on a small text of
// several lines, with words outside the vocabulary among the others.
//
//   node tools/goldens/glove.mjs <folder of vocab_count and cooccur>
//
// Needs the tools of https://github.com/stanfordnlp/GloVe (1.2), built.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tools = process.argv[2];
if (!tools) throw new Error('name the folder of vocab_count and cooccur');
const fixtures = fileURLToPath(new URL('../../packages/training/fixtures/', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'glove-goldens-'));
mkdirSync(fixtures, { recursive: true });

let state = 7;
const draw = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const text = Array.from({ length: 60 }, () =>
  Array.from({ length: 1 + Math.floor(30 * draw()) }, () => `w${Math.floor(60 * draw() ** 3)}`),
)
  .map((words) => words.join(' '))
  .join('\n');

const settings = [
  { window: 15, symmetric: true, distanceWeighting: true, minCount: 5 },
  { window: 3, symmetric: false, distanceWeighting: true, minCount: 1 },
  { window: 10, symmetric: true, distanceWeighting: false, minCount: 12 },
  { window: 1, symmetric: false, distanceWeighting: false, minCount: 1 },
];
const runs = settings.map((each) => {
  const words = run('vocab_count', text, ['-min-count', String(each.minCount)]).toString();
  const vocabulary = words
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0]);
  writeFileSync(join(work, 'vocab.txt'), words);
  const records = run('cooccur', text, [
    ...['-vocab-file', join(work, 'vocab.txt'), '-window-size', String(each.window)],
    // So that there are frequent and rare pairs: it counts its first record twice when there are no rare.
    ...['-symmetric', each.symmetric ? '1' : '0', '-max-product', '40', '-overflow-length', '5000'],
    ...['-distance-weighting', each.distanceWeighting ? '1' : '0'],
    ...['-overflow-file', join(work, 'overflow')],
  ]);
  /** @type {Record<string, number>} */
  const counts = {};
  for (let at = 0; at < records.length; at += 16) {
    const word = vocabulary[records.readInt32LE(at) - 1];
    const context = vocabulary[records.readInt32LE(at + 4) - 1];
    counts[`${word} ${context}`] = Number(records.readDoubleLE(at + 8).toPrecision(12));
  }
  return { settings: each, counts };
});
const content = { tool: "Stanford's GloVe 1.2; see tools/goldens/glove.mjs", text, runs };
writeFileSync(join(fixtures, 'cooccur.json'), `${JSON.stringify(content)}\n`);

/**
 * @param {string} tool
 * @param {string} input
 * @param {string[]} options
 */
function run(tool, input, options) {
  return execFileSync(join(tools ?? '', tool), [...options, '-verbose', '0'], {
    input: `${input}\n`,
    stdio: ['pipe', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  });
}
