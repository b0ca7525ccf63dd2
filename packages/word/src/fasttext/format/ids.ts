/** The encoders' ids, in files and messages. */
export const fastTextId = 'fasttext';
export const classifierId = 'fasttext-classifier';
