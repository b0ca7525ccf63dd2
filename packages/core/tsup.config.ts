import type { Options } from 'tsup';
import { library } from '../../tools/build/tsup.js';

export default {
  ...(library({ index: 'src/index.ts' }) as Options),
  // For users whose own configuration does not have the types of `await using`.
  dts: { banner: '/// <reference lib="esnext.disposable" />' },
};
