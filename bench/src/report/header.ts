import type { BenchmarkResult } from './result-file.js';

/** What was measured on what, for people: the file says it in full. */
export function headerOf({ benchmark, machine, versions, absent }: BenchmarkResult): string {
  const gigabytes = Math.round(machine.memoryBytes / 2 ** 30);
  const names = Object.entries(versions).map(([name, version]) => nameOf(name, version));
  const lines = [
    `${benchmark}: ${machine.cpu}, ${machine.cores} cores, ${gigabytes} GiB, ${machine.system}`,
    names.join(', '),
    ...Object.entries(absent).map(([name, reason]) => `${name} is absent: ${reason}`),
  ];
  return lines.join('\n');
}

/** `tovec 1a2b3c4 (changed) on Node v20.20.2`, `gensim 4.2.0`, `pWord2Vec`. */
function nameOf(name: string, described: unknown): string {
  const version = described as Readonly<Record<string, unknown>>;
  if (name === 'tovec') {
    const changed = version.uncommittedChanges === true ? ' (changed since)' : '';
    return `tovec ${String(version.commit ?? version.version).slice(0, 7)}${changed} on Node ${version.node}`;
  }
  const known = version.version ?? version[name] ?? version.debianPackage;
  return typeof known === 'string' ? `${name} ${known.replace(/^\S+ (?=\d)/, '')}` : name;
}
