import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createProgress } from './create-progress.js';
import type { ProgressEvent } from './progress-event.js';

describe('progress', () => {
  let now = 0;
  let events: ProgressEvent[] = [];
  const onProgress = (event: ProgressEvent) => events.push(event);

  beforeEach(() => {
    now = 5000;
    events = [];
    vi.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => vi.restoreAllMocks());

  test('tells elapsed seconds, rate and time left', () => {
    const progress = createProgress({ phase: 'train', unit: 'tokens', total: 400, onProgress });
    now += 2000;
    progress.report(100, { loss: 0.5, epoch: 1, epochs: 5 });
    expect(events).toEqual([
      {
        phase: 'train',
        unit: 'tokens',
        done: 100,
        total: 400,
        seconds: 2,
        rate: 50,
        eta: 6,
        loss: 0.5,
        epoch: 1,
        epochs: 5,
      },
    ]);
  });

  test('does not guess the time left while the total or the rate is unknown', () => {
    createProgress({ phase: 'read', unit: 'bytes', onProgress }).report(10);
    createProgress({ phase: 'read', unit: 'bytes', total: 10, onProgress }).report(0);
    expect(events.map(({ eta }) => eta)).toEqual([undefined, undefined]);
  });

  test('has no time left at the end, nor beyond it', () => {
    const progress = createProgress({ phase: 'read', unit: 'bytes', total: 10, onProgress });
    progress.report(10);
    progress.report(12);
    expect(events.map(({ eta }) => eta)).toEqual([0, 0]);
  });

  test('does not count into the rate what an earlier run did', () => {
    const progress = createProgress({
      phase: 'train',
      unit: 'tokens',
      total: 400,
      from: 200,
      onProgress,
    });
    now += 1000;
    progress.report(300);
    expect(events[0]).toMatchObject({ rate: 100, eta: 1 });
  });

  test('needs no listener', () => {
    expect(() => createProgress({ phase: 'a', unit: 'b' }).report(1)).not.toThrow();
  });
});
