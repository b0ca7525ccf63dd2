// Helpers for this package's own tests; not shipped.

const families = [
  ['king', 'queen'],
  ['man', 'woman'],
  ['boy', 'girl'],
  ['prince', 'princess'],
] as const;
const food = ['bread', 'cheese', 'soup', 'apple', 'pear', 'cake'] as const;

/** Sentences about who likes what, always the same. */
export function smallCorpus(sentences = 2000): string {
  let state = 1;
  const draw = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const lines = Array.from({ length: sentences }, () => {
    const female = draw(2);
    const who = families[draw(families.length)]![female]!;
    const [pronoun, owner] = female === 1 ? ['she', 'her'] : ['he', 'his'];
    const [first, second] = [food[draw(food.length)], food[draw(food.length)]];
    return `the ${who} said ${pronoun} likes ${owner} ${first} and the ${second}`;
  });
  return `${lines.join('\n')}\n`;
}

/** Vectors of a few words in which king − man + woman is queen. */
export const smallVectors = `6 4
king 1 1 0 0
queen 1 0 1 0
man 0 1 0 0
woman 0 0 1 0
apple 0 0 0 1
pear 0.25 0 0 1
`;
