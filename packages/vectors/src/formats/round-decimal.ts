/**
 * Rounds a decimal to float32 where its float64 value `middle` lies exactly between two float32:
 * the digits decide which side of the middle the decimal is on, compared as whole numbers. About one
 * decimal in half a billion needs this.
 */
export function roundDecimalToFloat32(decimal: string, middle: number): number {
  const rounded = Math.fround(middle);
  if (decimal.length > mostDigits) return rounded;
  const other = 2 * middle - rounded;
  const [lower, upper] = rounded < other ? [rounded, other] : [other, rounded];
  const side = compareDecimal(decimal, middle);
  if (side === 0) return rounded;
  return side < 0 ? lower : upper;
}

/** Longer decimals are no honest number, and comparing them would take a while. */
const mostDigits = 1000;

/** Whether `decimal` is below (-1), equal to (0) or above (1) the float64 `value`. */
function compareDecimal(decimal: string, value: number): number {
  const [, sign, whole, fraction = '', power = '0'] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(decimal)!;
  const magnitude = BigInt(`${whole}${fraction}`);
  let left = sign === '-' ? -magnitude : magnitude;
  const tens = Number(power) - fraction.length;
  let [right, twos] = exactFraction(value);
  if (tens >= 0) left *= 10n ** BigInt(tens);
  else right *= 10n ** BigInt(-tens);
  if (twos >= 0) right <<= BigInt(twos);
  else left <<= BigInt(-twos);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `value` as an integer times a power of two. */
function exactFraction(value: number): [bigint, number] {
  let twos = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    twos--;
  }
  return [BigInt(scaled), twos];
}
