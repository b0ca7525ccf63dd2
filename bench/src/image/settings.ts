/** What is measured, by the names `--only` takes. */
export const measures = ['network', 'files', 'stream', 'tfjs', 'cnn'] as const;

/** The networks, by torchvision's names, in the order they are measured. */
export const networks = ['resnet50', 'vgg16', 'efficientnet_b0'] as const;

export type NetworkName = (typeof networks)[number];

export const titles: Readonly<Record<NetworkName, string>> = {
  resnet50: 'ResNet50',
  vgg16: 'VGG16',
  efficientnet_b0: 'EfficientNet-B0',
};

/** Height and width of what goes into all of them. */
export const size = 224;

/** Pictures of one call, for everybody. */
export const batch = 8;

/** Pictures whose time is taken in one run, after a first call. */
export const pictures: Readonly<Record<NetworkName, number>> = {
  resnet50: 256,
  vgg16: 64,
  efficientnet_b0: 768,
};

/** Sizes of the JPEG files: as data sets keep them once made smaller, and as ImageNet has them. */
export const jpegs = {
  small: { width: 256, height: 256 },
  photograph: { width: 500, height: 375 },
} as const;

export type JpegSize = keyof typeof jpegs;

/** Pictures that go through in a stream: where memory is looked at first, and in the end. */
export const stream = { network: 'efficientnet_b0', early: 1_000, pictures: 10_000 } as const;
