import { library } from '../../tools/build/tsup.js';

export default library({ main: 'src/main.ts' });
