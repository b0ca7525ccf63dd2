import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, inaccessible, openInChromium } from '../testing/browser.js';
import { smallResults } from '../testing/small-results.js';
import { htmlReport } from './html-report.js';

describe.skipIf(!hasChromium)('a report in Chromium', () => {
  let opened: Awaited<ReturnType<typeof openInChromium>>;
  beforeAll(async () => {
    const results = [...(await smallResults('first')), ...(await smallResults('second', 0.5))];
    opened = await openInChromium(htmlReport(results));
  });
  afterAll(() => opened?.close());

  test('asks the network for nothing, and has nothing to complain about', async () => {
    await opened.withPage('light', 1100, async (_, { requests, complaints }) => {
      expect(requests).toEqual([opened.url]);
      expect(complaints).toEqual([]);
    });
  });

  test.each(['light', 'dark'] as const)('is accessible, %s', async (scheme) => {
    await opened.withPage(scheme, 1100, async (page) => {
      expect(await inaccessible(page)).toEqual([]);
    });
  });

  test.each([1100, 380])('fits a window %i wide', async (width) => {
    await opened.withPage('light', width, async (page) => {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    });
  });

  test('draws a bar as long as its score, and its interval around the end of it', async () => {
    await opened.withPage('light', 1100, async (page) => {
      const figure = page.locator('figure', { hasText: 'b.txt' }).last();
      const bars = await figure
        .locator('.bar')
        .evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().right));
      const whiskers = await figure
        .locator('.whisker')
        .evaluateAll((all) =>
          all
            .map((whisker) => whisker.getBoundingClientRect())
            .map(({ left, right }) => [left, right]),
        );
      expect(bars).toHaveLength(2);
      for (const [at, [left, right]] of whiskers.entries()) {
        expect(left!).toBeLessThanOrEqual(bars[at]! + 2);
        expect(right!).toBeGreaterThanOrEqual(bars[at]! - 2);
      }
    });
  });
});
