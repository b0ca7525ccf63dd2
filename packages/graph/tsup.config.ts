import { library } from '../../tools/build/tsup.js';

export default library({
  index: 'src/index.ts',
  'node2vec/index': 'src/node2vec/index.ts',
});
