import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLabelledSet, splitLines, tokensOfLines } from './labelled-sets.js';

describe('readLabelledSet', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tovec-bench-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('reads reviews, which are not in UTF-8', () => {
    writeFileSync(join(folder, 'rt-polarity.pos'), Buffer.from('a  clich\xe9 . \n', 'latin1'));
    writeFileSync(join(folder, 'rt-polarity.neg'), 'dull\xa0film\n\n', 'latin1');
    expect(readLabelledSet('rt-polarity', folder)).toEqual([
      '__label__pos a cliché .',
      '__label__neg dull film',
    ]);
  });

  it('makes one text of two sentences', () => {
    writeFileSync(join(folder, 'snli-test.txt'), 'a man runs\ta man moves\t0\n');
    expect(readLabelledSet('snli', folder)).toEqual(['__label__0 a man runs a man moves']);
    writeFileSync(join(folder, 'SICK_train.txt'), 'id\tA\tB\tx\ty\r\n1\tA b\tC\t4.5\tNEUTRAL\r\n');
    writeFileSync(join(folder, 'SICK_trial.txt'), 'id\tA\tB\tx\ty\n');
    expect(readLabelledSet('sick', folder)).toEqual(['__label__NEUTRAL a b c']);
  });

  it('knows nothing of a set that is not there', () => {
    expect(readLabelledSet('snli', folder)).toBeUndefined();
  });
});

describe('splitLines', () => {
  const lines = Array.from({ length: 100 }, (_, at) => `line ${at}`);

  it('tests on a tenth and trains on the rest', () => {
    const { train, test } = splitLines(lines, 1);
    expect([train.length, test.length]).toEqual([90, 10]);
    expect(new Set([...train, ...test])).toEqual(new Set(lines));
  });

  it('is the same for the same seed only', () => {
    expect(splitLines(lines, 1)).toEqual(splitLines(lines, 1));
    expect(splitLines(lines, 2)).not.toEqual(splitLines(lines, 1));
  });
});

describe('tokensOfLines', () => {
  it('counts labels and line ends', () => {
    expect(tokensOfLines(['__label__a b c', '__label__a'])).toBe(6);
  });
});
