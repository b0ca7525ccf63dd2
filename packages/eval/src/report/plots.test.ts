import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, inaccessible, openInChromium } from '../testing/browser.js';
import { learningPlot, matrixPlot, scatterPlot, smallPlots } from '../testing/small-plots.js';
import { niceSpan, spanOf, tickText } from './axis.js';
import { drawCurves } from './curves.js';
import { renderPage } from './html-report.js';
import { drawMatrix } from './matrix.js';
import { drawScatter } from './scatter.js';

describe('an axis', () => {
  test('has lines at round numbers, and all values in between', () => {
    expect(niceSpan(0, 1).ticks).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(spanOf({ label: '' }, [3, 41])).toMatchObject({ low: 0, high: 50 });
    const one = spanOf({ label: '' }, [0.7, 0.7]);
    expect(one.low).toBeLessThan(0.7);
    expect(one.high).toBeGreaterThan(0.7);
  });

  test('of doublings has a line at each, or at every so many-th', () => {
    const axis = { label: '', scale: 'log2' } as const;
    expect(spanOf(axis, [1, 100]).ticks.map((tick) => tickText(axis, tick))).toEqual([
      ...['1', '2', '4', '8', '16', '32', '64', '128'],
    ]);
    expect(spanOf(axis, [1, 2 ** 20]).ticks.length).toBeLessThan(14);
    expect(spanOf(axis, [8]).ticks).toEqual([3, 4]);
  });

  test('writes numbers as their metric is written', () => {
    expect(tickText({ label: '', metric: 'accuracy' }, 0.25)).toBe('25 %');
    expect(tickText({ label: '' }, -0.30000000000000004)).toBe('−0.3');
    expect(spanOf({ label: '' }, [])).toMatchObject({ low: 0, high: 1 });
  });
});

describe('a plot', () => {
  test('says in words what it shows', () => {
    expect(drawCurves(learningPlot)).toContain(
      'aria-label="Learning curves on small.txt: pretrained, from 73.1 % at 1 to ',
    );
    expect(drawMatrix(matrixPlot(3))).toContain('sports0: 97.0 % predicted label sports0 (1,240)');
    expect(drawScatter(scatterPlot(3, 150))).toContain('150 points; class 0 (50), ');
  });

  test('lets no name be more than a name', () => {
    const evil = '"><script>alert(1)</script>';
    const axes = { title: evil, x: { label: evil }, y: { label: evil } };
    const [x, y] = [evil, evil];
    const titles = { rowTitle: evil, columnTitle: evil, title: evil };
    const drawn = [
      drawCurves({ ...learningPlot, ...axes, curves: [{ label: evil, points: [] }] }),
      drawMatrix({ kind: 'matrix', ...titles, rows: [evil], columns: [evil], counts: [[1]] }),
      drawScatter({ kind: 'scatter', title: evil, x, y, groups: [evil], points: [] }),
    ];
    for (const plot of drawn) {
      expect(plot).not.toContain('<script');
      expect(plot).not.toMatch(/undefined|NaN|Infinity/);
    }
  });

  test('of nothing, of one point and of an empty row is drawn without numbers that are none', () => {
    const point = { x: 1, y: 0.5 };
    const drawn = [
      drawCurves({ ...learningPlot, curves: [] }),
      drawCurves({ ...learningPlot, curves: [{ label: 'one', points: [point] }] }),
      drawMatrix({ ...matrixPlot(0) }),
      drawMatrix({ ...matrixPlot(3), counts: [[0, 0, 0], ...matrixPlot(3).counts.slice(1)] }),
      drawScatter({ ...scatterPlot(2, 1) }),
      drawScatter({ ...scatterPlot(1, 0) }),
    ];
    for (const plot of drawn) expect(plot).not.toMatch(/undefined|NaN|Infinity/);
  });

  test('tells 35 groups apart by colour and shape', () => {
    const plot = drawScatter(scatterPlot(35, 35));
    const marks = [...plot.matchAll(/<path class="mark (c\d)" d="M[\d. ]+([^"]*)"/g)];
    expect(new Set(marks.map(([, color, shape]) => `${color} ${shape}`)).size).toBe(35);
  });
});

describe.skipIf(!hasChromium)('plots in Chromium', () => {
  let opened: Awaited<ReturnType<typeof openInChromium>>;
  beforeAll(async () => {
    opened = await openInChromium(renderPage('Plots', smallPlots));
  });
  afterAll(() => opened?.close());

  test.each(['light', 'dark'] as const)('are accessible, %s', async (scheme) => {
    await opened.withPage(scheme, 1100, async (page, { complaints }) => {
      expect(await inaccessible(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  test.each([1100, 380])('fit a window %i wide', async (width) => {
    await opened.withPage('light', width, async (page) => {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    });
  });

  test('have no text that is cut off', async () => {
    await opened.withPage('light', 1100, async (page) => {
      const outside = await page.locator('figure > svg').evaluateAll((drawings) =>
        drawings.flatMap((drawing) => {
          const frame = drawing.getBoundingClientRect();
          return [...drawing.querySelectorAll('text')]
            .filter((text) => {
              const { left, right, top, bottom } = text.getBoundingClientRect();
              const isIn = left >= frame.left - 1 && right <= frame.right + 1;
              return !(isIn && top >= frame.top - 1 && bottom <= frame.bottom + 1);
            })
            .map((text) => text.textContent);
        }),
      );
      expect(outside).toEqual([]);
    });
  });
});
