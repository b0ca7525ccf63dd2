import { expect, test, vi } from 'vitest';
import { topicText } from '../testing/topics.js';
import { type Cooccurrences, cooccurrences } from './cooccurrences.js';

vi.mock('./open-files.js', () => ({ mostFiles: 8 }));

async function entriesOf(counted: Cooccurrences) {
  const entries: number[][] = [];
  for await (const { rows, columns, values } of counted.blocks()) {
    rows.forEach((row, at) => {
      entries.push([row, columns[at]!, values[at]!]);
    });
  }
  return entries;
}

test.each([1, 2])(
  'more parts than files may be open are added up in rounds, on %i workers',
  async (workers) => {
    const text = topicText(20_000);
    // Whole numbers: sums of parts are exact.
    const options = { window: 3, distanceWeighting: false, workers };
    await using whole = await cooccurrences(text, options);
    const done: number[] = [];
    await using parts = await cooccurrences(text, {
      ...{ ...options, memory: 1.75e6 * workers },
      onProgress: (event) => {
        if (event.phase === 'merge') done.push(event.done / event.total!);
      },
    });
    expect(parts.report.batches).toBeGreaterThan(8 / 2 / workers);
    expect(await entriesOf(parts)).toEqual(await entriesOf(whole));
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
  },
);
