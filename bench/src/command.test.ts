import { describe, expect, it } from 'vitest';
import { choices, number, parseOptions, UsageError } from './command.js';
import { firstBytes } from './corpus.js';
import { inTurn } from './statistics.js';

describe('options', () => {
  it('are read with what stands beside them', () => {
    const parsed = parseOptions(['text.txt', '--runs', '5', '--wait'], {
      runs: 'string',
      wait: 'boolean',
    });
    expect(parsed).toMatchObject({ positionals: ['text.txt'], values: { runs: '5', wait: true } });
  });

  it('that do not exist are wrong usage', () => {
    expect(() => parseOptions(['--rusn', '5'], { runs: 'string' })).toThrow(UsageError);
  });

  it('say what number they take', () => {
    expect(number('runs', undefined, 3, { min: 1 })).toBe(3);
    expect(number('runs', '5', 3, { min: 1 })).toBe(5);
    for (const given of ['0', 'x', '', 'Infinity']) {
      expect(() => number('runs', given, 3, { min: 1 })).toThrow(/--runs is a number, at least 1/);
    }
    expect(() => number('runs', '2.5', 3, { min: 1, whole: true })).toThrow('whole number');
  });

  it('say which names they take', () => {
    const all = ['search', 'load'] as const;
    expect([...choices('only', undefined, all)]).toEqual(['search', 'load']);
    expect([...choices('only', 'load', all)]).toEqual(['load']);
    expect(() => choices('only', 'load,lod', all)).toThrow("search, load, but 'lod' was given");
  });
});

describe('firstBytes', () => {
  const read = async (chunks: string[], most: number) => {
    const parts: Buffer[] = [];
    const source = (async function* () {
      for (const chunk of chunks) yield Buffer.from(chunk);
    })();
    for await (const part of firstBytes(source, most)) parts.push(part);
    return Buffer.concat(parts).toString();
  };

  it('keeps a short text whole', async () => {
    expect(await read(['one two ', 'three'], 100)).toBe('one two three');
  });

  it('cuts a long text between words', async () => {
    expect(await read(['one two ', 'three four'], 15)).toBe('one two three ');
  });
});

describe('inTurn', () => {
  it('turns every other round round', () => {
    expect([0, 1, 2].map((round) => inTurn(['a', 'b', 'c'], round).join(''))).toEqual([
      'abc',
      'cba',
      'abc',
    ]);
  });
});
