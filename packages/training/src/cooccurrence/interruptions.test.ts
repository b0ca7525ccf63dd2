import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '@tovec/core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { rejection, temporaryDirectory, watchTemporaryFiles } from '../testing/helpers.js';
import { cooccurrences } from './cooccurrences.js';

const words = Array.from({ length: 3000 }, (_, at) => `w${(at * at) % 997}`).join(' ');
const text = `${words}\n`.repeat(150);

describe('counting co-occurrences', () => {
  test.each([
    ['count', {}],
    ['cooccurrences', { window: 1000 }],
    ['cooccurrences', { window: 1000, workers: 2 }],
  ])('is aborted at once, and leaves no temporary file: %s %j', async (phase, options) => {
    const temporary = await watchTemporaryFiles();
    const controller = new AbortController();
    let aborted = 0;
    const onProgress = (event: { readonly phase: string }) => {
      if (event.phase !== phase || aborted > 0) return;
      setTimeout(() => {
        aborted = performance.now();
        controller.abort();
      });
    };
    const { signal } = controller;
    const error = await rejection(
      cooccurrences(text, { minCount: 1, ...options, signal, onProgress }).then(async (counted) => {
        await counted.dispose();
        throw new Error('it was over before it was aborted');
      }),
    );
    expect(error.name).toBe('AbortError');
    expect(performance.now() - aborted).toBeLessThan(1000);
    expect(await temporary()).toEqual([]);
  });

  test('says so when the disk is full, and leaves no temporary file', async () => {
    const temporary = await watchTemporaryFiles();
    // As soon as there is a directory for them, the files that workers would write are a full device.
    const directories = await import('./temporary-directory.js');
    const create = directories.TemporaryDirectory.create.bind(directories.TemporaryDirectory);
    vi.spyOn(directories.TemporaryDirectory, 'create').mockImplementation(async () => {
      const directory = await create();
      for (const name of ['0-0.values', '1-0.values']) {
        await symlink('/dev/full', join(directory.path, name));
      }
      return directory;
    });
    onTestFinished(() => {
      vi.restoreAllMocks();
    });
    const error = await rejection(cooccurrences(text, { minCount: 1, window: 2, workers: 2 }));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain('the disk that holds temporary files is full');
    expect(await temporary()).toEqual([]);
  });

  test('says so when there is no place for temporary files', async () => {
    const { TemporaryDirectory } = await import('./temporary-directory.js');
    vi.stubEnv('TMPDIR', join(await temporaryDirectory(), 'nowhere'));
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const error = await rejection(TemporaryDirectory.create());
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain('set TMPDIR');
  });

  test('reports how far it has come, and what it took', async () => {
    const phases = new Map<string, number>();
    await using counted = await cooccurrences(text, {
      ...{ minCount: 1, window: 3, workers: 1, memory: 1.9e6 },
      onProgress: ({ phase, done, total }) => {
        expect(done).toBeGreaterThanOrEqual(phases.get(phase) ?? 0);
        phases.set(phase, done);
        if (phase !== 'count') expect(done).toBeLessThanOrEqual(total!);
      },
    });
    expect([...phases.keys()]).toEqual(['count', 'cooccurrences', 'merge']);
    const { report, nonZeros } = counted;
    expect(phases.get('cooccurrences')).toBe(450_000);
    expect(report).toMatchObject({ tokens: 450_000, nonZeros, workers: 1 });
    expect(report.seconds.total).toBeGreaterThan(report.seconds.merge);
    expect(report.peakMemoryBytes).toBeGreaterThan(1e6);
  });
});
