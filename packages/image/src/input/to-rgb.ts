import type { Background } from './decode-options.js';
import type { Picture } from './picture.js';

/** Bytes of 1 to 4 channels as red, green and blue: grey spread out, alpha put over the background. */
export function toRgb(
  data: Uint8Array,
  width: number,
  height: number,
  channels: number,
  background: Background,
): Picture {
  if (channels === 3) return { data, width, height };
  const result = new Uint8Array(width * height * 3);
  const hasAlpha = channels % 2 === 0 && background !== 'ignore';
  for (let from = 0, to = 0; to < result.length; from += channels, to += 3) {
    const alpha = hasAlpha ? data[from + channels - 1]! : 255;
    for (let part = 0; part < 3; part++) {
      const value = data[channels > 2 ? from + part : from]!;
      const behind = alpha === 255 ? 0 : (background[part] as number);
      result[to + part] = Math.round((value * alpha + behind * (255 - alpha)) / 255);
    }
  }
  return { data: result, width, height };
}
