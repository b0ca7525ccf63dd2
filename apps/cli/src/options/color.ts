import { InvalidArgumentError } from 'commander';

/** `#ffffff`, `#fff`, `255,255,255` or `ignore`. */
export function background(text: string): readonly [number, number, number] | 'ignore' {
  if (text === 'ignore') return text;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text);
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  const decimal = /^(\d{1,3}),(\d{1,3}),(\d{1,3})$/.exec(text);
  const parts = short
    ? short.slice(1).map((digit) => Number.parseInt(digit + digit, 16))
    : long
      ? long.slice(1).map((digits) => Number.parseInt(digits, 16))
      : (decimal?.slice(1).map(Number) ?? []);
  const [red, green, blue] = parts;
  if (blue !== undefined && parts.every((part) => part <= 255)) return [red!, green!, blue];
  throw new InvalidArgumentError(
    "It must be a colour such as #ffffff or 255,255,255, or 'ignore'.",
  );
}
