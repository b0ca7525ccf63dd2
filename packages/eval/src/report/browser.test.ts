import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallResults } from '../testing/small-results.js';
import { htmlReport } from './html-report.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

describe.skipIf(!existsSync(executablePath))('a report in Chromium', () => {
  let directory = '';
  let url = '';
  let browser: Browser;
  let requests: string[] = [];
  let complaints: string[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tovec-report-'));
    const file = join(directory, 'report.html');
    const results = [...(await smallResults('first')), ...(await smallResults('second', 0.5))];
    await writeFile(file, htmlReport(results));
    url = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function withPage(
    colorScheme: 'light' | 'dark',
    width: number,
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    [requests, complaints] = [[], []];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(url);
    await look(page);
    await context.close();
  }

  test('asks the network for nothing, and has nothing to complain about', async () => {
    await withPage('light', 1100, async () => {
      expect(requests).toEqual([url]);
      expect(complaints).toEqual([]);
    });
  });

  test.each(['light', 'dark'] as const)('is accessible, %s', async (scheme) => {
    await withPage(scheme, 1100, async (page) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    });
  });

  test.each([1100, 380])('fits a window %i wide', async (width) => {
    await withPage('light', width, async (page) => {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    });
  });

  test('draws a bar as long as its score, and its interval around the end of it', async () => {
    await withPage('light', 1100, async (page) => {
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
