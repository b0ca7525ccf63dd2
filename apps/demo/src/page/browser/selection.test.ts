import { describe, expect, it } from 'vitest';
import { Selection } from './selection.js';

describe('Selection', () => {
  it('shows the hovered word before the pinned one', () => {
    const selection = new Selection();
    selection.change({ pinned: 3 });
    selection.change({ hovered: 5 });
    expect(selection.word).toBe(5);
    selection.change({ hovered: undefined });
    expect(selection.word).toBe(3);
  });

  it('lets go of a word that is pinned twice', () => {
    const selection = new Selection();
    selection.togglePin(2);
    expect(selection.word).toBe(2);
    selection.togglePin(2);
    expect(selection.word).toBeUndefined();
  });

  it('tells its listeners of changes, and of nothing else', () => {
    const selection = new Selection();
    const heard: unknown[] = [];
    selection.onChange((looked) => heard.push(looked));
    selection.change({ part: 1 });
    selection.change({ part: 1 });
    expect(heard).toEqual([{ part: 1 }]);
  });
});
