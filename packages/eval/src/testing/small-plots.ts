// Helpers for this package's own tests; not exported.
import { createRandom } from '@tovec/core';
import type { Block, CurvesBlock, MatrixBlock, ScatterBlock } from '../report/document.js';

const wordy = 'a name that is longer than any label should be';

const rocPlot: CurvesBlock = {
  kind: 'curves',
  title: 'ROC of two operators',
  x: { label: 'false positive rate', from: 0, to: 1 },
  y: { label: 'true positive rate', from: 0, to: 1 },
  curves: [
    { label: 'Hadamard, AUC 0.90', points: bend(0.1) },
    { label: 'cosine, AUC 0.70', points: bend(0.5) },
  ],
  isSquare: true,
  diagonal: true,
};

export const learningPlot: CurvesBlock = {
  kind: 'curves',
  title: 'Learning curves on small.txt',
  x: { label: 'labelled examples per class', scale: 'log2' },
  y: { label: 'accuracy', metric: 'accuracy' },
  curves: ['pretrained', 'TF-IDF', wordy].map((label, at) => ({
    label,
    points: [1, 2, 4, 8, 16, 32, 64, 128].map((x, step) => {
      const y = 0.5 + 0.4 * (1 - 0.75 ** (step + 3 - at)) - 0.05 * at;
      const half = 0.09 / (step + 1);
      return { x, y, low: y - half, high: y + half };
    }),
  })),
};

/** A matrix of so many classes, most of it right. */
export function matrixPlot(classes: number): MatrixBlock {
  const labels = Array.from({ length: classes }, (_, at) =>
    classes > 20 ? `class ${at}` : at === 2 ? wordy : ['sports', 'politics', 'food'][at % 3]! + at,
  );
  const counts = labels.map((_, row) =>
    labels.map((_, column) =>
      row === column ? Math.max(140, 1240 - 90 * row) : (row * 7 + column * 13) % 41,
    ),
  );
  const titles = { rowTitle: 'true label', columnTitle: 'predicted label' };
  return {
    ...{ kind: 'matrix', title: `Confusion of ${classes} classes`, counts, ...titles },
    ...{ rows: labels, columns: labels },
  };
}

/** Clouds of points, one for each class. */
export function scatterPlot(classes: number, count: number): ScatterBlock {
  const random = createRandom(4);
  return {
    ...{ kind: 'scatter', title: `Map of ${classes} classes` },
    ...{ x: 'first component (31.0 % of the variance)', y: 'second component (12.4 %)' },
    groups: Array.from({ length: classes }, (_, at) => (at === 1 ? wordy : `class ${at}`)),
    points: Array.from({ length: count }, (_, at) => {
      const angle = (2 * Math.PI * (at % classes)) / classes;
      const [x, y] = [3 * Math.cos(angle) + random.normal(), 2 * Math.sin(angle) + random.normal()];
      return { x, y, group: at % classes };
    }),
  };
}

export const smallPlots: readonly Block[] = [
  { kind: 'heading', level: 1, text: 'Plots' },
  ...[rocPlot, learningPlot, matrixPlot(3), matrixPlot(12)],
  ...[scatterPlot(3, 150), scatterPlot(12, 2000)],
];

/** A curve above the diagonal, the lower `power` the higher. */
function bend(power: number) {
  return Array.from({ length: 51 }, (_, at) => ({ x: at / 50, y: (at / 50) ** power }));
}
