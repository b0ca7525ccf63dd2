import type { Command } from 'commander';
import type { Context } from '../context.js';
import type { Example } from '../options/examples.js';

type Heading = 'Learn:' | 'Ask:' | 'Measure:' | 'Files:';

/** One file of this folder: the arguments and options of a command, and what it does. */
interface CommandModule {
  define(command: Command, context: Context): void;
}

export interface CommandEntry {
  /** What the list of commands puts it under. */
  readonly heading: Heading;
  /** The words that call it: `['train', 'word2vec']`. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** A word above commands, e.g. `train`. */
export interface CommandGroup {
  readonly heading: Heading;
  readonly summary: string;
  readonly examples: readonly Example[];
}

/** Every command there is. Each is loaded when it is called. */
export const commandEntries: readonly CommandEntry[] = [
  {
    heading: 'Learn:',
    path: ['train', 'word2vec'],
    summary: 'train Word2Vec on text',
    load: () => import('./train-word2vec.js'),
  },
  {
    heading: 'Learn:',
    path: ['train', 'glove'],
    summary: 'train GloVe on text',
    load: () => import('./train-glove.js'),
  },
  {
    heading: 'Learn:',
    path: ['train', 'fasttext'],
    summary: 'train FastText on text: words and their n-grams',
    load: () => import('./train-fasttext.js'),
  },
  {
    heading: 'Learn:',
    path: ['train', 'fasttext-supervised'],
    summary: 'train a classifier on labelled texts',
    load: () => import('./train-fasttext-supervised.js'),
  },
  {
    heading: 'Learn:',
    path: ['train', 'doc2vec'],
    summary: 'train Doc2Vec on documents',
    load: () => import('./train-doc2vec.js'),
  },
  {
    heading: 'Learn:',
    path: ['train', 'node2vec'],
    summary: 'train Node2Vec on a graph: vectors of its nodes',
    load: () => import('./train-node2vec.js'),
  },
  {
    heading: 'Learn:',
    path: ['walks'],
    summary: 'random walks on a graph, one a line',
    load: () => import('./walks.js'),
  },
  {
    heading: 'Learn:',
    path: ['phrases'],
    summary: 'find pairs of words that are one, and join them',
    load: () => import('./phrases.js'),
  },
  {
    heading: 'Ask:',
    path: ['nearest'],
    summary: 'the items nearest to an item, or to a sum of items',
    load: () => import('./nearest.js'),
  },
  {
    heading: 'Ask:',
    path: ['analogy'],
    summary: 'a is to b as c is to what?',
    load: () => import('./analogy.js'),
  },
  {
    heading: 'Ask:',
    path: ['odd-one-out'],
    summary: 'the item least like the others',
    load: () => import('./odd-one-out.js'),
  },
  {
    heading: 'Ask:',
    path: ['encode'],
    summary: 'the vectors of items, one a line',
    load: () => import('./encode.js'),
  },
  {
    heading: 'Ask:',
    path: ['encode', 'image'],
    summary: 'the vectors of pictures, by a network',
    load: () => import('./encode-image.js'),
  },
  {
    heading: 'Ask:',
    path: ['predict'],
    summary: 'the labels of texts, by a classifier',
    load: () => import('./predict.js'),
  },
  {
    heading: 'Measure:',
    path: ['test'],
    summary: 'how many labels a classifier gets right',
    load: () => import('./test.js'),
  },
  {
    heading: 'Measure:',
    path: ['eval', 'analogies'],
    summary: 'accuracy on analogy questions',
    load: () => import('./eval-analogies.js'),
  },
  {
    heading: 'Measure:',
    path: ['eval', 'similarity'],
    summary: 'agreement with people on word similarity',
    load: () => import('./eval-similarity.js'),
  },
  {
    heading: 'Measure:',
    path: ['eval', 'categorization'],
    summary: 'purity of clusters beside categories',
    load: () => import('./eval-categorization.js'),
  },
  {
    heading: 'Measure:',
    path: ['eval', 'outliers'],
    summary: 'how many words that do not belong are found',
    load: () => import('./eval-outliers.js'),
  },
  {
    heading: 'Measure:',
    path: ['eval', 'pairs'],
    summary: 'agreement on pairs of texts, graded or binary',
    load: () => import('./eval-pairs.js'),
  },
  {
    heading: 'Measure:',
    path: ['eval', 'retrieval'],
    summary: 'how high what is relevant to a query comes',
    load: () => import('./eval-retrieval.js'),
  },
  {
    heading: 'Measure:',
    path: ['eval', 'classification'],
    summary: 'what a simple classifier makes of the vectors',
    load: () => import('./eval-classification.js'),
  },
  {
    heading: 'Measure:',
    path: ['eval', 'clustering'],
    summary: 'whether clusters are what labels say',
    load: () => import('./eval-clustering.js'),
  },
  {
    heading: 'Measure:',
    path: ['eval', 'transfer'],
    summary: 'how few labelled examples are enough',
    load: () => import('./eval-transfer.js'),
  },
  {
    heading: 'Measure:',
    path: ['eval', 'link-prediction'],
    summary: 'whether vectors of nodes know held-out edges',
    load: () => import('./eval-link-prediction.js'),
  },
  {
    heading: 'Measure:',
    path: ['eval', 'compare'],
    summary: 'which differences of two runs are beyond noise',
    load: () => import('./eval-compare.js'),
  },
  {
    heading: 'Files:',
    path: ['info'],
    summary: 'what a model file or a file of vectors holds',
    load: () => import('./info.js'),
  },
  {
    heading: 'Files:',
    path: ['convert'],
    summary: 'write vectors or a model in another format',
    load: () => import('./convert.js'),
  },
  {
    heading: 'Files:',
    path: ['quantize'],
    summary: 'a fastText model in an eighth of the space',
    load: () => import('./quantize.js'),
  },
  {
    heading: 'Files:',
    path: ['onnx', 'info'],
    summary: 'inputs, outputs, tensors and weights of a network',
    load: () => import('./onnx-info.js'),
  },
];

/** The words above commands. */
export const commandGroups: ReadonlyMap<string, CommandGroup> = new Map([
  [
    'train',
    {
      heading: 'Learn:',
      summary: 'train an encoder',
      examples: [
        ['tovec train word2vec corpus.txt --out model.safetensors', 'Vectors of words'],
        [
          'tovec train glove corpus.txt --out model.txt --x-max 10',
          'The same from counts of pairs',
        ],
        ['tovec train fasttext corpus.txt --out model.bin', 'Of words never seen as well'],
        ['tovec train fasttext-supervised labelled.txt --out model.bin', 'A classifier of texts'],
        ['tovec train node2vec edges.txt --out nodes.safetensors', 'The nodes of a graph'],
        ['tovec train doc2vec documents.txt --out model.safetensors', 'Vectors of documents'],
      ],
    },
  ],
  [
    'eval',
    {
      heading: 'Measure:',
      summary: 'measure the quality of vectors',
      examples: [
        ['tovec eval analogies model.safetensors --questions questions-words.txt', 'Analogies'],
        ['tovec eval similarity model.safetensors --pairs EN-WS-353-ALL.txt', 'Similarity'],
        ['tovec eval classification model.safetensors --labels labels.txt', 'Classification'],
        ['tovec eval compare old.json new.json', 'Two runs'],
      ],
    },
  ],
  [
    'onnx',
    {
      heading: 'Files:',
      summary: 'look into networks in ONNX files',
      examples: [
        ['tovec onnx info model.onnx', 'What a network takes, gives and computes between'],
      ],
    },
  ],
]);
