import { openSafetensors, type Source } from '@tovec/core';
import type { Context } from '../context.js';

/** Names of tensors that only one layout has. */
const marks = [
  ['keras', /(^|[/.])(kernel|depthwise_kernel|moving_mean)(:0)?$/],
  ['timm', /^(pre_logits|head|conv_stem|blocks)\./],
  ['torchvision', /^features\.|^classifier\.\d|^layer1\.0\./],
] as const;

type DetectedLayout = (typeof marks)[number][0];

/**
 * Whose names weights have, from the header of their file. ResNet50's are called the same by torchvision
 * and timm: that is taken for torchvision's.
 *
 * @returns undefined where the names are nobody's; loading says then what is missing
 */
export async function detectLayout(
  weights: Source,
  { signal }: Pick<Context, 'signal'>,
): Promise<DetectedLayout | undefined> {
  await using file = await openSafetensors(weights, { signal });
  const found = marks.find(([, mark]) => file.tensors.some(({ name }) => mark.test(name)));
  return found?.[0];
}
