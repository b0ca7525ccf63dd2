import type { ProgressEvent } from '@tovec/core';
import { duration } from './numbers.js';

/** As wide as there is room for. */
const barWidths = [24, 12, 6];

/** A progress event as one line of at most `width` characters. */
export function progressLine(event: ProgressEvent, width: number): string {
  const { phase, done, total, unit, rate, eta, epoch, epochs, loss } = event;
  const known = total !== undefined && total > 0;
  const rest = [
    `${short(rate)} ${unit}/s`,
    eta === undefined ? '' : `${duration(Math.ceil(eta))} left`,
    epoch === undefined || epochs === undefined ? '' : `epoch ${epoch}/${epochs}`,
    loss === undefined ? '' : `loss ${loss.toFixed(3)}`,
  ];
  const lines = barWidths.map((barWidth) => {
    const how = known
      ? `${bar(done / total, barWidth)} ${percentOf(done / total)}`
      : `${short(done)} ${unit}`;
    return `${phase} ${[how, ...rest].filter((part) => part !== '').join(' · ')}`;
  });
  const fitting = lines.find((line) => line.length < width);
  return fitting ?? lines.at(-1)!.slice(0, width - 1);
}

function bar(share: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled);
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
