// The co-occurrence kernel: id streams → rows of weighted counts.
//
// A row is counted at one go, from the places where its word stands: all its contexts are added up in
// one dense row of double precision, which fits the cache, and what is not zero is written out in order
// of column. Nothing is sorted, and no pair is looked up in a table that does not fit the cache
// (docs/decisions/0008).
export { countIds, scatterPlaces } from './cooccurrence/places';
export { addRow, emitRow, placeRow } from './cooccurrence/row';
export { countPlaces, setWindow } from './cooccurrence/windows';
