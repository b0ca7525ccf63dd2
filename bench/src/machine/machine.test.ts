import { describe, expect, it } from 'vitest';
import { parsePeakMemory } from '../processes/run-process.js';
import { coresOfOthers, parseCpuTime } from './cpu-time.js';
import { cpuFeaturesOf, describeCpu } from './describe-machine.js';
import { preferUndisturbed } from './disturbance.js';

const cpuInfo = `processor	: 0
vendor_id	: GenuineIntel
cpu family	: 6
model		: 143
model name	: Some Processor @ 2.00GHz
stepping	: 8
flags		: fpu sse4_2 avx fma avx2 avx512f

processor	: 1
model name	: Another Processor
`;

describe('describeCpu', () => {
  it('gives the first processor with the numbers that tell it apart', () => {
    expect(describeCpu(cpuInfo)).toBe('Some Processor @ 2.00GHz (family 6, model 143, stepping 8)');
  });

  it('knows nothing where Linux tells nothing', () => {
    expect(describeCpu('')).toBeUndefined();
    expect(cpuFeaturesOf('')).toEqual([]);
  });
});

describe('cpuFeaturesOf', () => {
  it('keeps the instruction sets that matter', () => {
    expect(cpuFeaturesOf(cpuInfo)).toEqual(['sse4_2', 'avx', 'fma', 'avx2', 'avx512f']);
    expect(cpuFeaturesOf('Features	: fp asimd sve')).toEqual(['asimd', 'sve']);
  });
});

describe('parseCpuTime', () => {
  // user nice system idle iowait irq softirq steal guest guest_nice
  const stat = 'cpu  100 20 30 90000 500 4 5 6 0 0\ncpu0 50 10 15 45000 250 2 3 3 0 0\n';
  const fields = (utime: number, stime: number, cutime: number, cstime: number) =>
    `42 (node (a) b) S 1 42 42 0 -1 4194304 100 200 0 0 ${utime} ${stime} ${cutime} ${cstime} 20 0 7 0`;

  it('adds up what processors did but idle and wait, and what we and our children did', () => {
    expect(parseCpuTime(stat, fields(10, 20, 300, 400))).toEqual({ machine: 1.65, own: 7.3 });
  });

  it('is undefined without the files of Linux', () => {
    expect(parseCpuTime('', '')).toBeUndefined();
    expect(parseCpuTime(stat, '')).toBeUndefined();
  });

  it('leaves to others what is not our own', () => {
    const before = { machine: 100, own: 50 };
    expect(coresOfOthers(before, { machine: 115, own: 60 }, 10)).toBe(0.5);
    // The counters tick apart, which is no work of others.
    expect(coresOfOthers(before, { machine: 109.99, own: 60 }, 10)).toBe(0);
    expect(coresOfOthers(before, { machine: 100.14, own: 50.1 }, 0.1)).toBe(0);
    expect(coresOfOthers(undefined, before, 10)).toBeUndefined();
  });
});

describe('preferUndisturbed', () => {
  const run = (contestant: string, round: number, otherCores?: number) => ({
    ...{ measure: 'count', contestant, threads: 1, round },
    ...(otherCores !== undefined && { otherCores }),
  });
  const roundsOf = (runs: readonly { contestant: string; round: number }[]) =>
    runs.map(({ contestant, round }) => `${contestant} ${round}`);

  it('leaves disturbed runs out where there are others of the kind', () => {
    const runs = [run('tovec', 0, 0.5), run('tovec', 1, 0.05), run('tovec', 2)];
    expect(roundsOf(preferUndisturbed(runs))).toEqual(['tovec 1', 'tovec 2']);
  });

  it('keeps them where there is nothing else', () => {
    const runs = [run('tovec', 0, 0), run('gensim', 0, 0.5), run('gensim', 1, 1.5)];
    expect(roundsOf(preferUndisturbed(runs))).toEqual(['tovec 0', 'gensim 0', 'gensim 1']);
  });
});

describe('parsePeakMemory', () => {
  it('gives the high-water mark in bytes', () => {
    expect(parsePeakMemory('VmPeak:	  900 kB\nVmHWM:	   1234 kB\nVmRSS:	 1000 kB\n')).toBe(
      1_263_616,
    );
    expect(parsePeakMemory('')).toBeUndefined();
  });
});
