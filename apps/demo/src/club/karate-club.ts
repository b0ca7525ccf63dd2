import type { LabelledDataset } from '@tovec/eval';
import { UndirectedGraph } from 'graphology';
import { karateClub } from 'graphology-generators/social/index.js';

/** The two parts that the club split into: that of its teacher, and that of its president. */
export const factions = ['Mr. Hi', 'Officer'] as const;

/** Who is in which faction, and who is friends with whom. */
export interface KarateClub {
  readonly graph: ReturnType<typeof karateClub>;
  readonly members: readonly string[];
  readonly friendships: readonly (readonly [a: string, b: string])[];
  /** The faction of each member. */
  readonly labels: LabelledDataset;
}

/** Zachary's karate club (1977): 34 members, 78 friendships, and what became of them. */
export function readKarateClub(): KarateClub {
  const graph = karateClub(UndirectedGraph);
  const members = graph.nodes();
  return {
    graph,
    members,
    friendships: graph.mapEdges((_, __, a, b) => [a, b] as const),
    labels: {
      name: 'karate club',
      items: members.map((member) => ({
        item: member,
        labels: [graph.getNodeAttribute(member, 'club') as string],
      })),
    },
  };
}
