export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const cell = 48;

/** A set of rectangles that answers quickly how many of them another one overlaps. */
export class Rectangles {
  readonly #cells = new Map<string, Rectangle[]>();

  add(rectangle: Rectangle): void {
    for (const key of cellsOf(rectangle)) {
      const members = this.#cells.get(key);
      if (members) members.push(rectangle);
      else this.#cells.set(key, [rectangle]);
    }
  }

  overlaps(rectangle: Rectangle): number {
    const found = new Set<Rectangle>();
    for (const key of cellsOf(rectangle)) {
      for (const member of this.#cells.get(key) ?? []) {
        if (overlap(member, rectangle)) found.add(member);
      }
    }
    return found.size;
  }
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function* cellsOf({ left, top, right, bottom }: Rectangle): Generator<string> {
  for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x++) {
    for (let y = Math.floor(top / cell); y <= Math.floor(bottom / cell); y++) yield `${x},${y}`;
  }
}
