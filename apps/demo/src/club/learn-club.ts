import { classification } from '@tovec/eval';
import { type Node2VecTrainOptions, trainNode2Vec } from '@tovec/graph/node2vec';
import { type Point, type ProjectOptions, project } from '../map/project.js';
import { factions, readKarateClub } from './karate-club.js';

/**
 * The example everybody knows, in several passes, since the club is small. One worker: it takes a moment
 * either way, and comes out the same each time.
 */
export const clubSettings = {
  ...{ dimensions: 64, window: 10, epochs: 10, workers: 1, seed: 1 },
} as const satisfies Node2VecTrainOptions;

/** The probe is asked about two members at a time, and learns from the other 32. */
const folds = 17;

/** A member of the club on the page. */
interface ClubMember {
  readonly name: string;
  /** A position in `factions`. */
  readonly faction: number;
  readonly at: Point;
  /** Whether the probe got the faction right that it had not been told. */
  readonly isRight: boolean;
}

/** The club, as the page draws it. */
export interface ClubData {
  readonly members: readonly ClubMember[];
  /** Positions in `members`. */
  readonly friendships: readonly (readonly [a: number, b: number])[];
  readonly factions: readonly string[];
  readonly folds: number;
  readonly dimensions: number;
  readonly seconds: number;
}

/**
 * Learns the members of the karate club from their friendships alone, lays them out in the plane by
 * their vectors, and asks a linear probe for their factions.
 */
export async function learnClub(options: Pick<ProjectOptions, 'signal'> = {}): Promise<ClubData> {
  const { graph, members, friendships, labels } = readKarateClub();
  const start = performance.now();
  await using model = await trainNode2Vec(graph, { ...clubSettings, ...options });
  const seconds = (performance.now() - start) / 1000;
  const { found } = await classification(model.encoder, labels, {
    folds,
    resamples: 0,
    ...options,
  });
  const points = await project(model.vectors, { seed: 1, ...options });
  const places = new Map(members.map((member, at) => [member, at]));
  return {
    members: members.map((name, at) => ({
      name,
      faction: factions.indexOf(labels.items[at]!.labels[0] as (typeof factions)[number]),
      at: points[model.vectors.rowOf(name)]!,
      isRight: found[at] === 1,
    })),
    friendships: friendships.map(([a, b]) => [places.get(a)!, places.get(b)!]),
    factions,
    folds,
    dimensions: clubSettings.dimensions,
    seconds,
  };
}

/** Of how many members the probe was right. */
export function rightOnes({ members }: Pick<ClubData, 'members'>): number {
  return members.filter(({ isRight }) => isRight).length;
}
