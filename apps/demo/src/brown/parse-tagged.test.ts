import { describe, expect, it } from 'vitest';
import { parseTagged } from './parse-tagged.js';

const words = (text: string) =>
  [...parseTagged(text)].map((sentence) => sentence.map(({ word }) => word).join(' '));

describe('parseTagged', () => {
  it('reads one sentence a line, lower-cased, and keeps the tags', () => {
    expect([...parseTagged('\n\n\tThe/at Fulton/np-tl\nJury/nn said/vbd \n')]).toEqual([
      [
        { word: 'the', tag: 'at' },
        { word: 'fulton', tag: 'np-tl' },
      ],
      [
        { word: 'jury', tag: 'nn' },
        { word: 'said', tag: 'vbd' },
      ],
    ]);
  });

  it('leaves out punctuation, and sentences that are nothing else', () => {
    expect(words("``/`` No/at ,/, don't/do* ''/'' ./.\n--/-- ./.")).toEqual(["no don't"]);
  });

  it('divides word and tag at the last slash', () => {
    expect([...parseTagged('and/or/cc 1/2/cd //in')]).toEqual([
      [
        { word: 'and/or', tag: 'cc' },
        { word: '1/2', tag: 'cd' },
      ],
    ]);
  });

  it('leaves out the codes for formulas and symbols, but not words that look like them', () => {
    expect(words('water/nn is/bez Af/nn and/cc **zg/nil for/in Aj/nn AF/nn')).toEqual([
      'water is and for af',
    ]);
  });

  it('passes over what has no tag', () => {
    expect(words('stray The/at')).toEqual(['the']);
  });
});
