import { searchWasm } from './generated/search.js';
import { lazyModule } from './modules.js';

/** The compiled search kernel, the same for every table. */
export const searchModule = lazyModule(searchWasm);
