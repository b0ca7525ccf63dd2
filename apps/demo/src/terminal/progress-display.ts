import type { OnProgress, ProgressEvent } from '@tovec/core';
import { Presets, SingleBar } from 'cli-progress';

export interface ProgressDisplay {
  readonly onProgress: OnProgress;
  /** Takes the bar away, if there is one. */
  stop(): void;
}

/** What each phase is called; phases without a name are over before anyone could read it. */
const labels: Readonly<Record<string, string>> = {
  train: 'Learning',
  map: 'Drawing',
};

/** How many lines a phase gets where there is no terminal to draw a bar on. */
const plainLines = 5;

/**
 * Shows how far things have come: a live bar that disappears when its phase is over, or where `stream`
 * is not a terminal, a plain line every now and then.
 */
export function progressDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  return stream.isTTY ? liveBar(stream) : plain(stream);
}

function liveBar(stream: NodeJS.WriteStream): ProgressDisplay {
  let bar: SingleBar | undefined;
  let shown = '';
  const stop = () => {
    bar?.stop();
    bar = undefined;
    shown = '';
  };
  const onProgress: OnProgress = (event) => {
    const { phase, total, done } = event;
    const label = labels[phase];
    if (label === undefined || total === undefined) return;
    const values = { label: label.padEnd(9), details: detailsOf(event) };
    if (phase !== shown) {
      stop();
      const format = '{label} {bar} {percentage} %  {details}';
      const options = { format, stream, clearOnComplete: true, hideCursor: true, barsize: 28 };
      bar = new SingleBar({ ...options, linewrap: null }, Presets.shades_classic);
      bar.start(total, done, values);
      shown = phase;
    }
    bar?.update(done, values);
    if (done >= total) stop();
  };
  return { onProgress, stop };
}

function plain(stream: NodeJS.WriteStream): ProgressDisplay {
  const written = new Map<string, number>();
  return {
    onProgress(event) {
      const { phase, total, done } = event;
      const label = labels[phase];
      if (label === undefined || total === undefined) return;
      const step = Math.floor((plainLines * done) / total);
      if (step <= (written.get(phase) ?? 0)) return;
      written.set(phase, step);
      const percent = Math.floor((100 * done) / total);
      stream.write(`${label.padEnd(9)} ${percent} %  ${detailsOf(event)}`.trimEnd().concat('\n'));
    },
    stop() {},
  };
}

function detailsOf(event: ProgressEvent): string {
  const { epoch, epochs, loss, rate, unit, eta, done, total = 0 } = event;
  // The first few percent say little about the rest.
  const isForeseeable = done > total / 20;
  const parts = [
    epoch !== undefined && epochs !== undefined && `epoch ${epoch} of ${epochs}`,
    loss !== undefined && `loss ${loss.toFixed(2)}`,
    unit === 'tokens' && `${(rate / 1e6).toFixed(1)} M words/s`,
    isForeseeable && eta !== undefined && eta > 0 && `${Math.ceil(eta)} s left`,
  ];
  return parts.filter(Boolean).join(' · ');
}
