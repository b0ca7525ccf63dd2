/** The length of one axis; a name where only the input tells: `'batch'`, `'sequence'`. */
export type Dimension = number | string;
