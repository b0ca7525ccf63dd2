import type { FastTextParts } from '../fasttext.js';

export class FastTextClassifier {
  constructor(readonly parts: FastTextParts) {}
}
