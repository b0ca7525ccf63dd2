import type { Failure } from './protocol.js';

/** Carries a {@link Failure} from where it happens to the message that reports it. */
export class WorkerFailure extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}
