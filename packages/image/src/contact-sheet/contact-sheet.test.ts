import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ContactSheet, contactSheet } from './contact-sheet.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const evil = `"><script>alert(1)</script>'.png`;
let folder: string;
let sheet: ContactSheet;
const pathOf = (item: string) => join(folder, encodeURIComponent(item));

const draw = async (item: string, background: string, width = 300, height = 200) => {
  const picture = sharp({ create: { width, height, channels: 4, background } });
  await picture.png().toFile(pathOf(item));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tovec-sheet-'));
  await draw('holiday/red.png', '#dc143c');
  await draw('holiday/crimson.png', '#dc143ccc', 40, 60);
  await draw(evil, '#1464dc');
  await writeFile(pathOf('broken.jpg'), 'no picture');
  sheet = await contactSheet(
    [
      {
        item: 'holiday/red.png',
        others: [
          { item: 'holiday/crimson.png', score: 0.98765 },
          { item: 'broken.jpg', score: 0.5 },
        ],
      },
      { item: evil, others: [{ item: 'holiday/red.png', score: -0.25 }] },
    ],
    { title: 'Red & blue', summary: ['4 pictures <here>'], pathOf },
  );
});
afterAll(() => rm(folder, { recursive: true }));

describe('a contact sheet', () => {
  test('has every picture once, small, and their names as text', async () => {
    const { html } = sheet;
    const uris = [...html.matchAll(/url\(data:image\/webp;base64,([^)]*)\)/g)];
    const sizes = await Promise.all(
      uris.map(async ([, data = '']) => {
        const { width, height } = await sharp(Buffer.from(data, 'base64')).metadata();
        return [width, height];
      }),
    );
    expect(sizes).toEqual([
      [192, 128],
      [40, 60],
      [192, 128],
    ]);
    expect(html).not.toContain('<script>');
    expect(html).toContain('<h1>Red &amp; blue</h1>');
    expect(html).toContain('<p>4 pictures &lt;here&gt;</p>');
    expect(html).toContain('<b>0.988</b>');
  });

  test('has a frame for a picture that cannot be read, and says why', () => {
    expect(sheet.unreadable).toEqual([
      { item: 'broken.jpg', reason: expect.stringContaining('is not a picture') },
    ]);
    expect(sheet.html).toContain('aria-label="broken.jpg, which cannot be shown"');
  });

  test('shows formats that sharp does not read', async () => {
    const header = Buffer.alloc(54);
    header.write('BM');
    for (const [at, value] of [
      [2, 58],
      [10, 54],
      [14, 40],
      [18, 1],
      [22, 1],
    ] as const) {
      header.writeUInt32LE(value, at);
    }
    header.writeUInt16LE(1, 26);
    header.writeUInt16LE(24, 28);
    await writeFile(pathOf('dot.bmp'), Buffer.concat([header, Buffer.of(0, 0, 255, 0)]));
    const { unreadable } = await contactSheet([{ item: 'dot.bmp', others: [] }], { pathOf });
    expect(unreadable).toEqual([]);
  });

  test('turns pictures upright', async () => {
    const picture = sharp({ create: { width: 90, height: 30, channels: 3, background: '#fff' } });
    await picture.jpeg().withMetadata({ orientation: 6 }).toFile(pathOf('turned.jpg'));
    const { html } = await contactSheet([{ item: 'turned.jpg', others: [] }], { pathOf });
    const [, data = ''] = /base64,([^)]*)\)/.exec(html)!;
    expect(await sharp(Buffer.from(data, 'base64')).metadata()).toMatchObject({ width: 30 });
  });

  test('leaves out what is larger than the limit, stops when told to, refuses nonsense', async () => {
    const groups = [{ item: 'holiday/red.png', others: [] }];
    const limited = await contactSheet(groups, { pathOf, maxPixels: 1000 });
    expect(limited.unreadable[0]?.reason).toContain('more than 1000 pixels');
    const signal = AbortSignal.abort();
    await expect(contactSheet(groups, { pathOf, signal })).rejects.toBe(signal.reason);
    await expect(contactSheet([])).rejects.toThrow('at least one group');
  });
});

describe.skipIf(!existsSync(executablePath))('a contact sheet in Chromium', () => {
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    await mkdir(join(folder, 'page'));
    const file = join(folder, 'page', 'sheet.html');
    await writeFile(file, sheet.html);
    url = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());

  async function withPage(
    colorScheme: 'light' | 'dark',
    width: number,
    look: (page: Page, heard: readonly string[]) => Promise<void>,
  ) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    const heard: string[] = [];
    page.on('request', (request) => heard.push(request.url()));
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(String(error)));
    await page.goto(url);
    await look(page, heard);
    await context.close();
  }

  test('asks the network for nothing, and has nothing to complain about', () =>
    withPage('light', 1100, async (_, heard) => {
      expect(heard.filter((line) => !line.startsWith('data:'))).toEqual([url]);
    }));

  test.each(['light', 'dark'] as const)('is accessible, %s', (scheme) =>
    withPage(scheme, 1100, async (page) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    }),
  );

  test.each([1100, 380])('fits a window %i wide', (width) =>
    withPage('light', width, async (page) => {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }),
  );

  test('leads from a picture to its own neighbours by the keyboard', () =>
    withPage('light', 1100, async (page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(new URL(page.url()).hash).toBe('#g1');
      const shown = page.getByRole('img', { name: 'holiday/crimson.png' });
      expect(await shown.evaluate((frame) => frame.getBoundingClientRect().width)).toBeGreaterThan(
        80,
      );
    }));
});
