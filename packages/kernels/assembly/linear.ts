// Linear models over all rows of a table: logistic regression's loss and gradient, k-means' steps.
export { assign } from './linear/assign';
export { logistic, softmax } from './linear/losses';
export { scoreRows } from './linear/scores';
