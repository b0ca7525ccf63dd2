import { readText } from './describe-machine.js';

/** How long processors have worked, in seconds of one core. */
export interface CpuTime {
  /** For all processes of the machine, and for others that share its hardware. */
  readonly machine: number;
  /** For this process and the children it has waited for. */
  readonly own: number;
}

/** Ticks per second in `/proc`: 100 on every Linux there is. */
const ticksPerSecond = 100;

/** What Linux has counted so far; undefined on other systems. */
export function readCpuTime(): CpuTime | undefined {
  return parseCpuTime(readText('/proc/stat'), readText('/proc/self/stat'));
}

/** Reads `/proc/stat` and `/proc/self/stat`. */
export function parseCpuTime(stat: string, selfStat: string): CpuTime | undefined {
  const machine = /^cpu +(.*)$/m.exec(stat)?.[1]?.split(' ').map(Number);
  // The second field is the program's name, in parentheses and with any character in it.
  const own = selfStat
    .slice(selfStat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  if (!machine || machine.length < 8 || own.length < 15) return undefined;
  const [user, nice, system, , , irq, softirq, steal] = machine as [
    ...[number, number, number, number, number, number, number, number],
  ];
  const ticks = user + nice + system + irq + softirq + steal;
  // utime, stime, cutime and cstime are fields 14 to 17 of all.
  const ownTicks = own.slice(11, 15).reduce((sum, value) => sum + value, 0);
  return { machine: ticks / ticksPerSecond, own: ownTicks / ticksPerSecond };
}

/** Less than this is how far apart the counters tick, seconds. */
const resolution = 0.05;

/** Cores that work other than ours kept busy between two readings, rounded to hundredths. */
export function coresOfOthers(
  before: CpuTime | undefined,
  after: CpuTime | undefined,
  seconds: number,
): number | undefined {
  if (!before || !after || seconds <= 0) return undefined;
  const others = after.machine - before.machine - (after.own - before.own);
  return others < resolution ? 0 : Math.round((others / seconds) * 100) / 100;
}
