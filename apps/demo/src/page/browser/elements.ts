type Attributes = Readonly<Record<string, string | number>>;

/** An HTML element with attributes and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  return complete(document.createElement(name), attributes, children);
}

/** An SVG element with attributes and children. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[Name] {
  return complete(
    document.createElementNS('http://www.w3.org/2000/svg', name),
    attributes,
    children,
  );
}

function complete<E extends Element>(
  target: E,
  attributes: Attributes,
  children: (Node | string)[],
) {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, String(value));
  target.append(...children);
  return target;
}
