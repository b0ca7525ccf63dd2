// What fastText's own tool says, for the tests of @tovec/word/fasttext: small models that it trained
// on sentences.txt, and the vectors and predictions that it prints for them and for published models.
//
//   node tools/goldens/fasttext.mjs [folder of published models]
//
// Needs `fasttext` 0.9.2 (Debian's package of that name). With one thread it always learns the same.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const fixtures = folder('../../packages/word/fixtures/fasttext');
const published = process.argv[2] ?? folder('../../../shared/data/words/fasttext');
const work = mkdtempSync(join(tmpdir(), 'fasttext-goldens-'));
mkdirSync(fixtures, { recursive: true });

const sentences = readFileSync(folder('fasttext/sentences.txt'), 'utf8').trimEnd().split('\n');
const languages =
  'en en de fr es it pt nl sv nb da fi is pl cs sk hu ro hr sl sr ru uk be bg mk el'.split(' ');
const examples = languages.map((language, at) => `__label__${language} ${sentences[at]}`);
/** Whole sentences and pieces of them, lines without words, and labels among the words. */
const lines = [
  ...['', ' ', '__label__en', 'alle __label__de Menschen', '<', '__label__'],
  ...sentences,
  ...sentences.map((sentence) => sentence.split(' ').slice(0, 2).join(' ')),
  ...sentences.map((sentence) => sentence.split(' ').slice(-3).join('\t')),
  ...sentences.map((sentence) => sentence.slice(0, 7)),
];
/** Pieces that are harder to tell, two labels, none, an unknown one, and nothing to go by. */
const tests = [
  ...examples.map((example) => example.split(' ').slice(0, 3).join(' ')),
  ...['__label__de __label__nl Alle', 'no label', '__label__xx free', '__label__en'],
];
/** Words of sentences.txt and others; the tool takes what white space separates. */
const words =
  'der free equals rights Menschen Menschenrechte человек прав à ärger x < > <> <a> </s> 人人 日本語 😀'.split(
    ' ',
  );

/** Runs the tool, and returns the lines it prints. */
const fasttext = (/** @type {string[]} */ args, input = '') =>
  execFileSync('fasttext', args, { input, stdio: ['pipe', 'pipe', 'ignore'] })
    .toString()
    .replace(/\n$/, '')
    .split('\n');

const numbersOf = (/** @type {string} */ line) => line.trim().split(' ').map(Number);

const vectorsOf = (/** @type {string} */ model) =>
  Object.fromEntries(
    fasttext(['print-word-vectors', model], `${words.join('\n')}\n`).map((line, at) => [
      words[at],
      numbersOf(line.slice(String(words[at]).length)),
    ]),
  );

/** Predictions as the tool prints them: `label probability label probability …`. */
const predictionsOf = (/** @type {string} */ model, few = lines, topK = 3, threshold = 0) =>
  fasttext(
    ['predict-prob', model, '-', String(topK), String(threshold)],
    few.map((line) => `${line}\n`).join(''),
  );

writeFileSync(join(work, 'sentences'), `${sentences.slice(0, 27).join('\n')}\n`);
writeFileSync(join(work, 'examples'), `${examples.join('\n')}\n`);
writeFileSync(join(work, 'tests'), `${tests.join('\n')}\n`);
const common = ['-thread', '1', '-minCount', '1', '-dim', '4', '-verbose', '0'];
/** @type {[string, string[]][]} */
const models = [
  ['skipgram.bin', ['skipgram', '-minn', '2', '-maxn', '4', '-bucket', '70', '-epoch', '300']],
  ['cbow-words.bin', ['cbow', '-maxn', '0', '-loss', 'hs', '-epoch', '300']],
  [
    'softmax.bin',
    [
      'supervised',
      '-epoch',
      '1000',
      '-lr',
      '1',
      '-minn',
      '1',
      '-maxn',
      '3',
      '-bucket',
      '300',
      '-wordNgrams',
      '3',
    ],
  ],
  ['hierarchical.bin', ['supervised', '-epoch', '1000', '-lr', '1', '-loss', 'hs']],
  [
    'one-vs-all.bin',
    [
      'supervised',
      '-epoch',
      '1000',
      '-lr',
      '1',
      '-loss',
      'ova',
      '-wordNgrams',
      '2',
      '-bucket',
      '100',
    ],
  ],
  ['negative.bin', ['supervised', '-epoch', '1000', '-lr', '1', '-loss', 'ns']],
];
/** @type {Record<string, unknown>} */
const goldens = { lines, words, tests };
for (const [name, [command, ...args]] of models) {
  const path = join(work, name.replace('.bin', ''));
  const input = command === 'supervised' ? 'examples' : 'sentences';
  fasttext([String(command), '-input', join(work, input), '-output', path, ...common, ...args]);
  copyFileSync(`${path}.bin`, join(fixtures, name));
}
// Pruned and with norms of their own; the dense model that it is made from is softmax.bin.
for (const [name, args] of /** @type {[string, string[]][]} */ ([
  ['pruned.ftz', ['-qnorm', '-cutoff', '300']],
  ['product.ftz', ['-dsub', '3']],
])) {
  const path = join(work, 'softmax');
  fasttext(['quantize', '-input', join(work, 'examples'), '-output', path, ...args]);
  copyFileSync(`${path}.ftz`, join(fixtures, name));
}
goldens.vectors = Object.fromEntries(
  ['skipgram.bin', 'cbow-words.bin'].map((name) => [name, vectorsOf(join(fixtures, name))]),
);
const classifiers = [
  ...[
    'softmax.bin',
    'hierarchical.bin',
    'one-vs-all.bin',
    'negative.bin',
    'pruned.ftz',
    'product.ftz',
  ],
];
goldens.classifiers = Object.fromEntries(
  classifiers.map((name) => {
    const model = join(fixtures, name);
    return [
      name,
      {
        predictions: predictionsOf(model, lines.slice(0, 50)),
        likely: predictionsOf(model, lines.slice(0, 50), 5, 0.1),
        sentenceVectors: fasttext(
          ['print-sentence-vectors', model],
          lines
            .slice(0, 20)
            .map((line) => `${line}\n`)
            .join(''),
        ).map(numbersOf),
        test: fasttext(['test', model, join(work, 'tests'), '2']),
        testLabel: fasttext(['test-label', model, join(work, 'tests')]),
      },
    ];
  }),
);
if (existsSync(published)) {
  goldens.published = {
    vectors: Object.fromEntries(
      ['crime-and-punishment.bin', 'lee_fasttext_new.bin'].map((name) => [
        name,
        vectorsOf(join(published, name)),
      ]),
    ),
    predictions: Object.fromEntries(
      ['pang_lee_polarity_fasttext.bin', 'lid.176.ftz'].map((name) => [
        name,
        predictionsOf(join(published, name), lines, 2),
      ]),
    ),
  };
}
writeFileSync(join(fixtures, 'goldens.json'), `${JSON.stringify(goldens)}\n`);
