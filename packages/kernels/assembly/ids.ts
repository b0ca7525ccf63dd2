// What the text kernel writes and the training kernel reads: a stream of word ids.

/** Ends a sentence; no word has this id. */
export const SENTENCE_END: u32 = 0xffffffff;
