import { library } from '../../tools/build/tsup.js';

export default library({
  index: 'src/index.ts',
  'bag/index': 'src/bag/index.ts',
  'doc2vec/index': 'src/doc2vec/index.ts',
});
