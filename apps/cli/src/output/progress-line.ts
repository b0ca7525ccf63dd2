import type { ProgressEvent } from '@tovec/core';
import { duration } from './numbers.js';

const barWidth = 24;

/** A progress event as one line of at most `width` characters. */
export function progressLine(event: ProgressEvent, width: number): string {
  const { phase, done, total, unit, rate, eta, epoch, epochs, loss } = event;
  const known = total !== undefined && total > 0;
  const parts = [
    known ? `${bar(done / total)} ${percentOf(done / total)}` : `${short(done)} ${unit}`,
    `${short(rate)} ${unit}/s`,
    eta === undefined ? '' : `${duration(Math.ceil(eta))} left`,
    epoch === undefined || epochs === undefined ? '' : `epoch ${epoch}/${epochs}`,
    loss === undefined ? '' : `loss ${loss.toFixed(3)}`,
  ];
  return `${phase} ${parts.filter((part) => part !== '').join(' · ')}`.slice(0, width - 1);
}

function bar(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * barWidth);
  return '█'.repeat(filled) + '░'.repeat(barWidth - filled);
}

function percentOf(share: number): string {
  return `${Math.floor(Math.min(1, share) * 100)} %`;
}

/** 1234567 → '1.23M'. */
function short(value: number): string {
  const units = ['', 'k', 'M', 'G', 'T'];
  let power = 0;
  let left = value;
  while (left >= 1000 && power < units.length - 1) {
    left /= 1000;
    power++;
  }
  return power === 0 ? String(Math.round(left)) : `${left.toPrecision(3)}${units[power]}`;
}
