export { allocateMatrix, type Matrix, matrixAt } from './matrix.js';
export { createMemory, ensureMemory, formatBytes, maximumMemoryBytes } from './memory.js';
