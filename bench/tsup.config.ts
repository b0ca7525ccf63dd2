import { defineConfig } from 'tsup';

// The command, and one file for each process that it starts.
export default defineConfig({
  entry: {
    main: 'src/main.ts',
    'children/train': 'src/children/train.ts',
    'children/train-fasttext': 'src/children/train-fasttext.ts',
    'children/train-doc2vec': 'src/children/train-doc2vec.ts',
    'children/make-fasttext': 'src/children/make-fasttext.ts',
    'children/load-fasttext': 'src/children/load-fasttext.ts',
    'children/classify': 'src/children/classify.ts',
    'children/cooccurrences': 'src/children/cooccurrences.ts',
    'children/train-glove': 'src/children/train-glove.ts',
    'children/evaluate': 'src/children/evaluate.ts',
    'children/make-words': 'src/children/make-words.ts',
    'children/analogies': 'src/children/analogies.ts',
    'children/make-points': 'src/children/make-points.ts',
    'children/probe': 'src/children/probe.ts',
    'children/make-table': 'src/children/make-table.ts',
    'children/train-node2vec': 'src/children/train-node2vec.ts',
    'children/scale-node2vec': 'src/children/scale-node2vec.ts',
    'children/judge-nodes': 'src/children/judge-nodes.ts',
    'children/search': 'src/children/search.ts',
    'children/load': 'src/children/load.ts',
  },
  format: 'esm',
  target: 'node20',
  platform: 'node',
  clean: true,
});
