import { library } from '../../tools/build/tsup.js';

export default library({
  index: 'src/index.ts',
  'fasttext/index': 'src/fasttext/index.ts',
  'glove/index': 'src/glove/index.ts',
  'one-hot/index': 'src/one-hot/index.ts',
  'phrases/index': 'src/phrases/index.ts',
  'word2vec/index': 'src/word2vec/index.ts',
});
