import { describe, expect, it } from 'vitest';
import { Narrator } from './narrator.js';

const answers = {
  neighbours: [{ word: 'three', nearest: [{ item: 'two', score: 0.774 }] }],
  oddOneOut: [{ words: ['france', 'italy', 'violin'], odd: 'violin' }],
  analogies: [{ question: ['man', 'men', 'woman'], answer: 'women' }],
} as const;

function told(isTTY: boolean, environment = {}): string {
  let text = '';
  const output = { isTTY, write: (piece: string) => (text += piece) };
  const narrator = new Narrator(output, environment);
  narrator.step('Read', '500 texts', 'and more');
  narrator.answers(answers);
  return text;
}

describe('Narrator', () => {
  it('writes plain lines where there is no terminal', () => {
    expect(told(false).split('\n').filter(Boolean)).toEqual([
      'Read      500 texts',
      '          and more',
      'Nearest neighbours',
      'three     two 0.77',
      'Odd one out',
      'france italy violin               → violin',
      'Analogies',
      'man to men is as woman to         → women',
    ]);
  });

  it('uses colour on a terminal, unless asked not to', () => {
    const code = String.fromCharCode(27);
    expect(told(true)).toContain(code);
    expect(told(true, { NO_COLOR: '1' })).not.toContain(code);
  });
});
