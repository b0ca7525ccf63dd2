import { expect, test } from 'vitest';
import { hasCifar, readCifar } from '../testing/cifar.js';
import { trainCnn } from './index.js';

// Half of the width and fewer epochs than by default, so that it takes half a minute; `pnpm bench image --only
// cnn` trains with the defaults on all of them, and reaches 55 %.
test.skipIf(!hasCifar)(
  'a small network learns to see: CIFAR-10 in a few epochs (needs ../shared)',
  { timeout: 300_000 },
  async () => {
    const train = await readCifar('train');
    const held = await readCifar('test');
    await using cnn = await trainCnn(train, { width: 8, epochs: 8, engine: 'wasm' });
    const found = await cnn.classify(
      held.map(({ image }) => image),
      { topK: 1 },
    );
    const right = found.filter(([best], row) => best!.label === held[row]!.label).length;
    expect(right / held.length).toBeGreaterThan(0.4);
  },
);
