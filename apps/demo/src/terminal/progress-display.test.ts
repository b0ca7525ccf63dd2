import { PassThrough } from 'node:stream';
import { createProgress, type OnProgress } from '@tovec/core';
import { describe, expect, it } from 'vitest';
import { progressDisplay } from './progress-display.js';

function stream(isTTY: boolean) {
  const made = Object.assign(new PassThrough(), {
    ...{ isTTY, columns: 100, cursorTo() {}, clearLine() {}, moveCursor() {} },
  });
  let text = '';
  made.on('data', (piece) => {
    text += piece;
  });
  return { stream: made as unknown as NodeJS.WriteStream, text: () => text };
}

function train(onProgress: OnProgress, until: number) {
  const progress = createProgress({ phase: 'train', unit: 'tokens', total: 100, onProgress });
  for (let done = 1; done <= until; done++) {
    progress.report(done, { epoch: 2, epochs: 4, loss: 2.345 });
  }
}

describe('progressDisplay', () => {
  it('writes a handful of plain lines where there is no terminal', () => {
    const { stream: target, text } = stream(false);
    train(progressDisplay(target).onProgress, 100);
    const lines = text().trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^Learning {2}20 % {2}epoch 2 of 4 · loss 2\.35 · /);
    expect(lines[4]).toMatch(/^Learning {2}100 %/);
  });

  it('draws a bar on a terminal, with what is known', () => {
    const { stream: target, text } = stream(true);
    const display = progressDisplay(target);
    train(display.onProgress, 50);
    display.stop();
    expect(text()).toMatch(/Learning {2}[█░]{28}/);
    expect(text()).toContain('epoch 2 of 4');
  });

  it('says nothing of phases too short to be seen', () => {
    for (const isTTY of [true, false]) {
      const { stream: target, text } = stream(isTTY);
      const { onProgress } = progressDisplay(target);
      createProgress({ phase: 'count', unit: 'bytes', total: 10, onProgress }).report(10);
      expect(text()).toBe('');
    }
  });
});
