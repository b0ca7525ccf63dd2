import { InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { smallResults } from '../testing/small-results.js';
import { formatDifference, formatInterval, formatPValue, formatScore } from './format.js';
import { htmlReport } from './html-report.js';
import { markdownReport } from './markdown-report.js';
import { summarize } from './summarize.js';

const results = [...(await smallResults('first')), ...(await smallResults('second', 0.5))];

describe('numbers', () => {
  test('are shares in per cent, and correlations as they are', () => {
    expect(formatScore('accuracy', 0.3664)).toBe('36.6 %');
    expect(formatScore('spearman', -0.66449)).toBe('−0.664');
    expect(formatScore('spearman', null)).toBe('–');
    expect(formatInterval('accuracy', { low: 0.359, high: 0.373 })).toBe('[35.9, 37.3]');
    expect(formatInterval('spearman', null)).toBe('');
    expect(formatDifference('purity', 0.022)).toBe('+2.2');
    expect(formatDifference('spearman', -0.02)).toBe('−0.020');
  });

  test('have no sign where they are rounded to 0, and no p that is 0', () => {
    expect(formatDifference('spearman', 0.0004)).toBe('0.000');
    expect(formatDifference('purity', -0.0004)).toBe('0.0');
    expect(formatScore('spearman', -0.0001)).toBe('0.000');
    expect(formatInterval('accuracy', { low: -0.0001, high: 0.02 })).toBe('[0.0, 2.0]');
    expect([0.5, 0.00102, 0.00001, null].map(formatPValue)).toEqual([
      ...['0.5000', '0.0010', '< 0.0001', '–'],
    ]);
  });
});

describe('a summary', () => {
  test('has a row for each encoder and a column for each dataset', () => {
    const tables = summarize(results);
    expect(tables.map(({ task, datasets }) => [task, ...datasets])).toEqual([
      ...[
        ['analogies', 'a.txt'],
        ['similarity', 'b.txt'],
        ['categorization', 'c.txt'],
      ],
      ['outliers', 'd'],
      ['classification', 'e.txt'],
      ['clustering', 'e.txt'],
      ['transfer', 'e.txt'],
      ['pairs', 'f.txt'],
      ['pairs', 'g.txt'],
      ['retrieval', 'h.txt'],
      ['link-prediction', 'i.txt'],
    ]);
    for (const { rows } of tables) {
      expect(rows.map(({ label }) => label)).toEqual(['first', 'second']);
    }
  });

  test('tells the same encoder apart by its options, and leaves gaps', () => {
    const [first] = results;
    const other = { ...first!, options: { ...first!.options, method: '3CosMul' } } as typeof first;
    const elsewhere = { ...first!, dataset: { name: 'e.txt' } };
    const [table] = summarize([first!, other!, elsewhere]);
    expect(table!.rows.map(({ label }) => label)).toEqual([
      'first (method: 3CosAdd)',
      'first (method: 3CosMul)',
    ]);
    expect(table!.rows[1]!.results).toEqual([other, undefined]);
  });
});

describe('a report', () => {
  test('keeps the columns of clusterings in line where a model has none', () => {
    const found = results.filter(({ task }) => task === 'categorization');
    const bare = { ...found[1]!, clusterings: [], best: null } as (typeof found)[number];
    const lines = markdownReport([found[0]!, bare]).split('\n');
    const [header, , ...rows] = lines.slice(lines.findIndex((line) => line.includes('| ward |')));
    for (const row of rows.slice(0, 2)) {
      expect(row.split(' | ')).toHaveLength(header!.split(' | ').length);
    }
  });

  test('speaks of the best of several clusterings where there are several', () => {
    const [found] = results.filter(({ task }) => task === 'categorization');
    const one = { ...found!, options: { ...found!.options, methods: ['ward'] } } as typeof found;
    expect(markdownReport([found!])).toContain('of the best of several');
    expect(markdownReport([one!])).not.toContain('of the best of several');
  });

  test.each([
    ['Markdown', markdownReport],
    ['HTML', htmlReport],
  ])('in %s has all scores, intervals and where they come from', (_, report) => {
    const text = report(results);
    for (const result of results) {
      expect(text).toContain(formatScore(result.primaryMetric, result.score));
      expect(text).toContain(formatInterval(result.primaryMetric, result.interval));
      expect(text).toContain(result.encoder.name);
    }
    for (const part of ['yeti', 'ab'.repeat(32), process.versions.node, 'Outlier detection']) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  test('lets no name be more than a name', () => {
    const evil = '<img src=x onerror="alert(1)">|`*_&\n# [a](b)';
    const named = results.map((result) => ({
      ...result,
      encoder: { ...result.encoder, name: evil },
      dataset: { ...result.dataset, name: evil },
    }));
    const page = htmlReport(named, { title: evil });
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
    const markdown = markdownReport(named, { title: evil });
    expect(markdown).not.toMatch(/(^|[^\\])<img/);
    expect(markdown).not.toMatch(/^# \[a/m);
    const widths = markdown
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.replace(/\\\|/g, '').split('|').length);
    expect(Math.min(...widths)).toBeGreaterThan(3);
  });

  test('needs results', () => {
    expect(() => markdownReport([])).toThrow(InvalidInputError);
    expect(() => htmlReport(results, { titel: 'x' } as object)).toThrow("Did you mean 'title'?");
  });
});
