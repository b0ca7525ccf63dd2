// Helpers for this package's own tests; not exported.
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page } from 'playwright-core';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
export const hasChromium = existsSync(executablePath);

/** What a page asked the network for, and complained about. */
export interface Heard {
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

/** Opens a page of HTML in Chromium. */
export async function openInChromium(html: string) {
  const directory = await mkdtemp(join(tmpdir(), 'tovec-report-'));
  const file = join(directory, 'report.html');
  await writeFile(file, html);
  const url = pathToFileURL(file).href;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return {
    url,
    async withPage(
      colorScheme: 'light' | 'dark',
      width: number,
      look: (page: Page, heard: Heard) => Promise<void>,
    ): Promise<void> {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
      const page = await context.newPage();
      const [requests, complaints]: string[][] = [[], []];
      page.on('request', (request) => requests!.push(request.url()));
      page.on('console', (message) => complaints!.push(message.text()));
      page.on('pageerror', (error) => complaints!.push(String(error)));
      await page.goto(url);
      await look(page, { requests: requests!, complaints: complaints! });
      await context.close();
    },
    async close(): Promise<void> {
      await browser.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What is not accessible on a page: the rule, and where it is broken. */
export async function inaccessible(page: Page): Promise<(string | undefined)[][]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
}
