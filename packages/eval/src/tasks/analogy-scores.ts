import { type BootstrapSettings, intervalOfShare } from '../statistics/bootstrap.js';
import type { Interval } from '../statistics/interval.js';
import type { AnalogyOutcome } from './analogy-answers.js';

/** How many questions were answered correctly. */
export interface AnalogyScore {
  readonly correct: number;
  /** Questions asked: those whose four words are all among the rows that were searched. */
  readonly total: number;
  /** correct / total, from 0 to 1; null when none was asked. */
  readonly accuracy: number | null;
  readonly interval: Interval | null;
  /** The same where the right word counts among the first five answers. */
  readonly top5: {
    readonly correct: number;
    readonly accuracy: number | null;
    readonly interval: Interval | null;
  };
  /** Questions in the dataset. */
  readonly questions: number;
  /** total / questions, from 0 to 1; null when there are none. */
  readonly coverage: number | null;
}

/** Counts outcomes, with the interval of a bootstrap over the questions that were asked. */
export function scoreAnalogies(
  outcomes: readonly AnalogyOutcome[],
  settings: BootstrapSettings,
): AnalogyScore {
  const asked = outcomes.filter(isAsked);
  const total = asked.length;
  const first = asked.filter((outcome) => outcome === '1').length;
  const among = first + asked.filter((outcome) => outcome === '5').length;
  const { correct, accuracy, interval } = shareOf(first, total, settings);
  return {
    ...{ correct, total, accuracy, interval },
    top5: shareOf(among, total, settings),
    questions: outcomes.length,
    coverage: outcomes.length > 0 ? total / outcomes.length : null,
  };
}

/** Whether a question was asked at all. */
export function isAsked(outcome: string): boolean {
  return outcome !== '?' && outcome !== '>';
}

function shareOf(correct: number, total: number, settings: BootstrapSettings) {
  return {
    correct,
    accuracy: total > 0 ? correct / total : null,
    interval: intervalOfShare(correct, total, settings),
  };
}
