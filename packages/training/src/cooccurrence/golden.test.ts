import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { cooccurrences } from './cooccurrences.js';
import type { CooccurrenceOptions } from './settings.js';

interface Golden {
  readonly text: string;
  readonly runs: readonly {
    readonly settings: CooccurrenceOptions;
    readonly counts: Readonly<Record<string, number>>;
  }[];
}

const fixture = new URL('../../fixtures/cooccur.json', import.meta.url);
const { text, runs } = JSON.parse(await readFile(fixture, 'utf8')) as Golden;

test.each(runs)("counts are those of Stanford's cooccur: $settings", async (run) => {
  await using counted = await cooccurrences(text, { ...run.settings, workers: 2 });
  const { words } = counted.vocabulary;
  expect(counted.nonZeros).toBe(Object.keys(run.counts).length);
  for await (const { rows, columns, values } of counted.blocks()) {
    const ratios = Array.from(values, (value, at) => {
      return value / run.counts[`${words[rows[at]!]} ${words[columns[at]!]}`]!;
    });
    for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(1e-6);
  }
});
