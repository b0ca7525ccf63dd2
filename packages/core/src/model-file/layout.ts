/** The version of the layout that this code writes and reads. */
export const FORMAT_VERSION = '1';

/** The keys of the safetensors metadata that make a file a tovec model. */
export const METADATA = {
  formatVersion: 'tovec.formatVersion',
  encoder: 'tovec.encoder',
  config: 'tovec.config',
  report: 'tovec.report',
} as const;

export const ITEM_UTF8 = 'items.utf8';
export const ITEM_OFFSETS = 'items.offsets';
