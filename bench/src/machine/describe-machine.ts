import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** What the numbers were measured on. */
export interface Machine {
  readonly cpu: string;
  /** Instruction sets that decide what BLAS and V8 can use; empty where the system does not tell. */
  readonly cpuFeatures: readonly string[];
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  /** Runnable processes over 1, 5 and 15 minutes, when the benchmark started. */
  readonly loadAverage: readonly number[];
}

/** Describes this machine, without its name or address. */
export function describeMachine(): Machine {
  const cpuInfo = readText('/proc/cpuinfo');
  return {
    cpu: describeCpu(cpuInfo) ?? cpus()[0]?.model ?? 'unknown',
    cpuFeatures: cpuFeaturesOf(cpuInfo),
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: [distribution(readText('/etc/os-release')), type(), release()]
      .filter(Boolean)
      .join(', '),
    loadAverage: loadavg().map((load) => Math.round(load * 100) / 100),
  };
}

/** The model of the first processor in `/proc/cpuinfo`, with the numbers that tell similar ones apart. */
export function describeCpu(cpuInfo: string): string | undefined {
  const model = fieldOf(cpuInfo, 'model name');
  if (model === undefined) return undefined;
  const numbers = ['cpu family', 'model', 'stepping'].map((key) => fieldOf(cpuInfo, key) ?? '?');
  return `${model} (family ${numbers[0]}, model ${numbers[1]}, stepping ${numbers[2]})`;
}

const notable = [
  'sse4_2',
  'avx',
  'fma',
  'avx2',
  'avx512f',
  'avx512_bf16',
  'amx_tile',
  'asimd',
  'sve',
];

/** Those instruction sets in `/proc/cpuinfo` that matter here. */
export function cpuFeaturesOf(cpuInfo: string): string[] {
  const flags = fieldOf(cpuInfo, 'flags') ?? fieldOf(cpuInfo, 'Features') ?? '';
  const present = new Set(flags.split(' '));
  return notable.filter((feature) => present.has(feature));
}

function fieldOf(cpuInfo: string, key: string): string | undefined {
  return new RegExp(`^${key}\\s*: (.*)$`, 'm').exec(cpuInfo)?.[1]?.trim();
}

function distribution(osRelease: string): string | undefined {
  return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(osRelease)?.[1];
}

/** A file of the system, empty where there is none. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
