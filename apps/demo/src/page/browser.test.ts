import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { samplePage } from '../testing/sample-page.js';
import { renderPage } from './render-page.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const data = samplePage();

describe.skipIf(!existsSync(executablePath))('the page in Chromium', () => {
  let directory = '';
  let url = '';
  let browser: Browser;
  let context: BrowserContext | undefined;
  let complaints: string[] = [];
  let requests: string[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tovec-demo-'));
    const file = join(directory, 'index.html');
    await writeFile(file, renderPage(data));
    url = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterEach(() => context?.close());
  afterAll(async () => {
    await browser?.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    [complaints, requests] = [[], []];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(url);
    await page.waitForSelector('.word:not(.unlabelled) text');
    return page;
  }

  const shownIn = (page: Page) => page.locator('.overlay text').allTextContents();
  const group = (index: number) =>
    [index, ...data.words[index]!.near.map(([near]) => near)].map((at) => data.words[at]!.word);

  it('draws every word, and most of the frequent ones with a label', async () => {
    const page = await open();
    expect(await page.locator('.word').count()).toBe(500);
    const labelled = await page.locator('.word:not(.unlabelled)').count();
    expect(labelled).toBeGreaterThan(100);
    expect(await page.locator('.word:nth-child(-n+10):not(.unlabelled)').count()).toBe(10);
    expect(await page.locator('.chart polyline').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('draws the karate club: who is friends with whom, and who was told wrong', async () => {
    const page = await open();
    expect(await page.locator('.club-graph .member').count()).toBe(34);
    expect(await page.locator('.friendships line').count()).toBe(data.club.friendships.length);
    expect(await page.locator('.club-graph .wrong').allTextContents()).toEqual(['8']);
    expect(await page.locator('.club strong').textContent()).toBe('33 of 34');
  });

  it('asks the network for nothing', async () => {
    await open();
    expect(requests.filter((request) => !request.startsWith('data:'))).toEqual([url]);
  });

  it('lets no label cover another', async () => {
    const page = await open();
    const boxes = await page.locator('.word:not(.unlabelled) text').evaluateAll((texts) =>
      texts.map((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        // The box of a line is higher than its letters.
        const slack = (bottom - top) * 0.1;
        return { left, right, top: top + slack, bottom: bottom - slack };
      }),
    );
    const overlapping = boxes.filter((a, index) =>
      boxes
        .slice(index + 1)
        .some((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
    );
    expect(overlapping).toEqual([]);
  });

  it('shows a word and its five neighbours under the pointer, until the pointer leaves', async () => {
    const page = await open();
    await page.locator('.word:nth-child(4) .dot').hover();
    expect(await shownIn(page)).toEqual(group(3));
    expect(await page.locator('.card-word').textContent()).toBe(data.words[3]!.word);
    expect(await page.locator('.bars li').count()).toBe(5);
    await page.locator('h1').hover();
    expect(await shownIn(page)).toEqual([]);
  });

  it('keeps a word that was clicked, and lets go of it with a second click', async () => {
    const page = await open();
    await page.locator('.word:nth-child(4) .dot').click();
    await page.locator('h1').hover();
    expect(await shownIn(page)).toEqual(group(3));
    await page.locator('.word:nth-child(4)').dispatchEvent('click');
    expect(await shownIn(page)).toEqual([]);
  });

  it('can be used with the keyboard alone', async () => {
    const page = await open();
    await page.locator('.word').first().focus();
    await page.keyboard.press('ArrowRight');
    const focused = await page.locator('.word:focus').textContent();
    expect(focused).not.toBe(data.words[0]!.word);
    const index = data.words.findIndex(({ word }) => word === focused);
    expect(await shownIn(page)).toEqual(group(index));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await shownIn(page)).toEqual(group(index));
    expect(await page.locator('.word[tabindex="0"]').count()).toBe(1);
  });

  it('finds a word, and says when there is none', async () => {
    const page = await open();
    const word = data.words[321]!.word;
    await page.getByLabel('Find a word').fill(word);
    expect(await shownIn(page)).toEqual(group(321));
    await page.getByLabel('Find a word').fill('nowhere');
    expect(await page.locator('#missing').textContent()).toContain('“nowhere” is not among');
    expect(await shownIn(page)).toEqual([]);
  });

  it('labels more words the closer one looks, and finds back', async () => {
    const page = await open();
    const visible = () => page.locator('.word:not(.unlabelled)').count();
    const before = await page.locator('.word').first().getAttribute('transform');
    await page.getByRole('button', { name: 'Zoom in' }).click();
    expect(await page.locator('.word').first().getAttribute('transform')).not.toBe(before);
    await page.getByRole('button', { name: 'Show the whole map' }).click();
    expect(await page.locator('.word').first().getAttribute('transform')).toBe(before);
    expect(await visible()).toBeGreaterThan(100);
  });

  it('shows one part of speech alone', async () => {
    const page = await open();
    await page.getByRole('button', { name: /^noun/ }).click();
    const nouns = data.words.filter(({ part }) => part === 0).length;
    expect(await page.locator('.word:not(.aside)').count()).toBe(nouns);
  });

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('is accessible in %s at a width of %i', async (colorScheme, width) => {
    const page = await open({ colorScheme, viewport: { width, height: 800 } });
    await page.getByLabel('Find a word').fill(data.words[0]!.word);
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    const html = page.locator('html');
    expect(await html.evaluate(({ scrollWidth }) => scrollWidth)).toBe(width);
    expect(complaints).toEqual([]);
  });
});
