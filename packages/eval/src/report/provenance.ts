import { encoderLabel } from '../results/result.js';
import type { TaskResult } from '../results/task-result.js';
import type { Block } from './document.js';
import { formatCount } from './format.js';

/** Where results come from: data, encoders, settings, machine. */
export function provenanceBlocks(results: readonly TaskResult[]): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'How this was measured' },
    {
      kind: 'table',
      caption: 'Data',
      header: ['dataset', 'task', 'SHA-256'],
      rows: distinct(
        results.map(({ dataset, task }) => [
          dataset.name,
          task,
          dataset.sha256 ?? 'made in memory',
        ]),
      ),
    },
    {
      kind: 'table',
      caption: 'Encoders',
      header: ['encoder', 'kind', 'dimensions', 'settings'],
      rows: distinct(
        results.map((result) => {
          const { id, dimensions, config } = result.encoder;
          return [encoderLabel(result), id, formatCount(dimensions), settingsOf(config)];
        }),
      ),
    },
    {
      kind: 'table',
      caption: 'Evaluations',
      header: ['task', 'options', 'intervals', 'tovec', 'machine', 'date'],
      rows: distinct(
        results.map(({ task, options, bootstrap, tovecVersion, machine, date }) => {
          const { cpu, cores, memoryBytes, platform, architecture, node } = machine;
          const memory = `${(memoryBytes / 1e9).toFixed(0)} GB`;
          const { resamples, confidence, seed } = bootstrap;
          return [
            ...[task, settingsOf(options)],
            resamples === 0
              ? 'none'
              : `percentile bootstrap, ${formatCount(resamples)} resamples, confidence ${confidence}, seed ${seed}`,
            tovecVersion,
            `${cpu}, ${cores} cores, ${memory}, ${platform} ${architecture}, Node ${node}`,
            date.slice(0, 10),
          ];
        }),
      ),
    },
  ];
}

function settingsOf(settings: object | undefined): string {
  const entries = Object.entries(settings ?? {});
  if (entries.length === 0) return '–';
  return entries.map(([key, value]) => `${key}: ${settingOf(value)}`).join(', ');
}

function settingOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(settingOf).join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function distinct(rows: readonly string[][]): string[][] {
  return [...new Map(rows.map((row) => [row.join('\n'), row])).values()];
}
