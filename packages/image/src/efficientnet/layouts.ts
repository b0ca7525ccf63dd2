import { type NameMap, ownNames } from '@tovec/nn';
import { type KerasLayer, kerasNames } from '../architecture/keras-names.js';
import {
  type EfficientNetArchitecture,
  type EfficientNetLayout,
  stagesOf,
} from './architecture.js';
import { blockName, blockOutput } from './network.js';

/**
 * Where published files keep the weights of {@link efficientnetNetwork}.
 *
 * @example
 * ```ts
 * import { efficientnetArchitecture, efficientnetLayouts } from '@tovec/image/efficientnet';
 *
 * const { torchvision } = efficientnetLayouts(efficientnetArchitecture());
 * const place = torchvision.find({ name: 'conv_head.weight', shape: [1280, 320, 1, 1] });
 * console.log(place); // { tensor: 'features.8.0.weight' }
 * ```
 */
export function efficientnetLayouts(
  architecture: Pick<EfficientNetArchitecture, 'width' | 'depth'>,
): Readonly<Record<EfficientNetLayout, NameMap>> {
  const { stages } = stagesOf(architecture);
  const ignore = ['*.num_batches_tracked', 'classifier.*'];
  const timm = { ...ownNames, ignore };
  return {
    keras: kerasNames(kerasLayer, ['normalization*', 'rescaling*', 'predictions*']),
    torchvision: {
      find: ({ name }) => ({ tensor: torchvisionName(name, stages.length) ?? [] }),
      ignore,
    },
    timm,
    'timm-tf': timm,
  };
}

const KERAS: Readonly<Record<string, KerasLayer>> = {
  conv_stem: { name: 'stem_conv', kind: 'convolution' },
  bn1: { name: 'stem_bn', kind: 'normalization' },
  conv_head: { name: 'top_conv', kind: 'convolution' },
  bn2: { name: 'top_bn', kind: 'normalization' },
  classifier: { name: 'predictions', kind: 'dense' },
};

/** The modules of a block in timm, as Keras's layers and torchvision's modules; others follow. */
const EXPANDED: Readonly<Record<string, readonly [keras: string, torchvision: string]>> = {
  conv_pw: ['expand_conv', '0.0'],
  bn1: ['expand_bn', '0.1'],
  conv_dw: ['dwconv', '1.0'],
  bn2: ['bn', '1.1'],
  'se.conv_reduce': ['se_reduce', '2.fc1'],
  'se.conv_expand': ['se_expand', '2.fc2'],
  conv_pwl: ['project_conv', '3.0'],
  bn3: ['project_bn', '3.1'],
};

/** Those of the first stage, whose blocks do not expand. */
const PLAIN: typeof EXPANDED = {
  conv_dw: ['dwconv', '0.0'],
  bn1: ['bn', '0.1'],
  'se.conv_reduce': ['se_reduce', '1.fc1'],
  'se.conv_expand': ['se_expand', '1.fc2'],
  conv_pw: ['project_conv', '2.0'],
  bn2: ['project_bn', '2.1'],
};

const modulesIn = (stage: number) => (stage === 0 ? PLAIN : EXPANDED);

function inBlock(module: string) {
  const found = /^blocks\.(\d+)\.(\d+)\.(.+)$/.exec(module);
  const [stage, block] = [Number(found?.[1]), Number(found?.[2])];
  const names = modulesIn(stage)[found?.[3] ?? ''];
  return names && { stage, block, keras: names[0], torchvision: names[1] };
}

function kerasLayer(module: string): KerasLayer | undefined {
  const found = inBlock(module);
  if (found === undefined) return KERAS[module];
  const { stage, block, keras } = found;
  const kind = keras.endsWith('bn')
    ? 'normalization'
    : keras === 'dwconv'
      ? 'depthwise'
      : 'convolution';
  return { name: `${blockName(stage, block)}_${keras}`, kind };
}

function torchvisionName(name: string, stages: number): string | undefined {
  const dot = name.lastIndexOf('.');
  const module = torchvisionModule(name.slice(0, dot), stages);
  return module && module + name.slice(dot);
}

function torchvisionModule(module: string, stages: number): string | undefined {
  const found = inBlock(module);
  if (found !== undefined) {
    const { stage, block, torchvision } = found;
    return `features.${stage + 1}.${block}.block.${torchvision}`;
  }
  const modules: Readonly<Record<string, string>> = {
    conv_stem: 'features.0.0',
    bn1: 'features.0.1',
    conv_head: `features.${stages + 1}.0`,
    bn2: `features.${stages + 1}.1`,
    classifier: 'classifier.1',
  };
  return modules[module];
}

/**
 * What torchvision and timm call the layers.
 *
 * @example
 * ```ts
 * import { efficientnetArchitecture, efficientnetLayerAliases } from '@tovec/image/efficientnet';
 *
 * console.log(efficientnetLayerAliases(efficientnetArchitecture())['blocks.4']); // block5c_add
 * ```
 */
export function efficientnetLayerAliases(
  architecture: Pick<EfficientNetArchitecture, 'width' | 'depth'>,
): Readonly<Record<string, string>> {
  const { stages, stem } = stagesOf(architecture);
  const called = (module: string) => aliasesOf(module, stages.length);
  const blocks = stages.flatMap(({ depth }, at) => {
    const out = (block: number) => blockOutput(stages, stem, at, block);
    const each = Array.from({ length: depth }, (_, block) => [
      [`features.${at + 1}.${block}`, out(block)],
      [`blocks.${at}.${block}`, out(block)],
      ...Object.keys(modulesIn(at)).flatMap((module) => called(`blocks.${at}.${block}.${module}`)),
    ]).flat();
    return [...each, [`features.${at + 1}`, out(depth - 1)], [`blocks.${at}`, out(depth - 1)]];
  });
  const ends = ['conv_stem', 'bn1', 'conv_head', 'bn2'].flatMap(called);
  return {
    ...Object.fromEntries([...ends, ...blocks]),
    ...{ avgpool: 'avg_pool', global_pool: 'avg_pool', classifier: 'logits' },
  };
}

/** The layers of a module of timm, whose normalisations activate, and of what torchvision has for it. */
function aliasesOf(timm: string, stages: number): string[][] {
  const { name } = kerasLayer(timm)!;
  const torchvision = torchvisionModule(timm, stages)!;
  const around = (module: string) => module.slice(0, module.lastIndexOf('.'));
  if (/se_(reduce|expand)$/.test(name)) {
    const excited = name.replace(/se_\w+$/, 'se_excite');
    return [timm, torchvision].map((module) => [around(module), excited]);
  }
  if (!name.endsWith('bn')) return [timm, torchvision].map((module) => [module, name]);
  const linear = name.endsWith('project_bn');
  const activated = linear ? name : name.replace(/bn$/, 'activation');
  return [
    [timm, activated],
    [torchvision, name],
    [around(torchvision), activated],
    ...(linear ? [] : [[`${around(torchvision)}.2`, activated]]),
  ];
}
