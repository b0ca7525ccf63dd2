/** Whether a name is one of those that a pattern stands for: `*` in it is anything, dots included. */
export function matchesPattern(name: string, pattern: string): boolean {
  const [first, ...rest] = pattern.split('*');
  if (rest.length === 0) return name === pattern;
  const last = rest.pop()!;
  if (!name.startsWith(first!)) return false;
  let from = first!.length;
  // Each part at the first place where it is found: what follows has the most room then.
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}
