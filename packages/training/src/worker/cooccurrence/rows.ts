import { type CooccurrenceKernel, instantiate } from '@tovec/kernels';
import { Control, command } from '../control.js';
import { EntryReader } from './entry-reader.js';
import { EntryWriter } from './entry-writer.js';
import type { CountRowsTask, MergeRowsTask, ScatterTask, WrittenUnit } from './tasks.js';

/** Places counted between two looks at the command: some milliseconds. */
const sliceOfPlaces = 1 << 15;

export function scatter({ memory, module, layout, index, base, ...task }: ScatterTask): void {
  const kernel = instantiate<CooccurrenceKernel>(module, memory);
  const { nexts } = layout.workers[index]!;
  kernel.scatterPlaces(base, task.ids, task.count, nexts, task.places);
}

/** Counts the rows of the units nobody else has taken. */
export function countRows(task: CountRowsTask): WrittenUnit[] {
  const { starts, window, symmetric, base } = task;
  const both = symmetric ? 2 : 1;
  return writeUnits(task, (kernel, control) => {
    kernel.setWindow(window, symmetric ? 1 : 0, task.layout.weights);
    return () => ({
      addRow(row) {
        const end = starts[row + 1]!;
        for (let at = starts[row]!; at < end; at += sliceOfPlaces) {
          if (control.command === command.stop) return 0;
          const count = Math.min(sliceOfPlaces, end - at);
          kernel.countPlaces(base, task.places + at * 4, count);
          control.addDone(count);
        }
        return (end - starts[row]!) * window * both;
      },
      close() {},
    });
  });
}

/** Adds up the rows of the units nobody else has taken. */
export function mergeRows(task: MergeRowsTask): WrittenUnit[] {
  const { runs, buffers, bufferEntries, memory } = task;
  return writeUnits(task, (kernel, control) => (unit) => {
    const readers = runs.map(({ parts }, run) => {
      const at = buffers + run * bufferEntries * 8;
      return new EntryReader(parts[unit]!, memory, at, bufferEntries);
    });
    return {
      addRow(row) {
        let most = 0;
        readers.forEach((reader, run) => {
          const count = runs[run]!.rowEntries[row]!;
          reader.next(count, kernel.addRow);
          most += count;
        });
        control.addDone(most);
        return most;
      },
      close() {
        for (const reader of readers) reader.close();
      },
    };
  });
}

interface RowSource {
  /** Adds one row up in the kernel; returns how many entries it has at most. */
  addRow(row: number): number;
  close(): void;
}

function writeUnits(
  task: CountRowsTask | MergeRowsTask,
  prepare: (kernel: CooccurrenceKernel, control: Control) => (unit: number) => RowSource,
): WrittenUnit[] {
  const { memory, layout, units } = task;
  const { row: sums, columns, values } = layout.workers[task.index]!;
  const { buffer } = memory;
  const rowEntries = new Uint32Array(buffer, layout.rowEntries, layout.rows);
  const kernel = instantiate<CooccurrenceKernel>(task.module, memory);
  kernel.placeRow(sums, layout.rows);
  const control = new Control(task.control, 0, 0);
  const sourceOf = prepare(kernel, control);
  const writer = new EntryWriter(task.files);
  const written: WrittenUnit[] = [];
  let held = 0;

  for (;;) {
    const unit = control.takeUnit();
    if (unit >= units.length - 1 || control.command === command.stop) break;
    const first = writer.written + held;
    const source = sourceOf(unit);
    for (let row = units[unit]!; row < units[unit + 1]!; row++) {
      const most = Math.min(source.addRow(row), layout.rows);
      // A row that was given up has more entries than it says, for which there may be no room.
      if (control.command === command.stop) break;
      if (held + most > layout.capacity) flush();
      const count = kernel.emitRow(columns + held * 4, values + held * 4);
      rowEntries[row] = count;
      held += count;
    }
    source.close();
    const entries = writer.written + held - first;
    written.push({ unit, part: { files: task.files, first, entries } });
  }
  flush();
  writer.close();
  return written;

  function flush(): void {
    writer.write(new Uint32Array(buffer, columns, held), new Float32Array(buffer, values, held));
    held = 0;
  }
}
