/** Stage: says what it has not done yet, does one item, and ends one that cannot be done. */
import type { JobName, Payload } from '../src/queue/jobs.ts'
import type { WorkerDeps } from './deps.ts'

export type Stage<J extends JobName> = {
  /** Items this stage has not done at its present version, at most a few hundred. Postgres says; the queue does not. */
  readonly due: (deps: WorkerDeps) => Promise<Payload<J>[]>
  /** Does one item, whole or not at all; doing it twice changes nothing. Throws an AppError to refuse. */
  readonly run: (deps: WorkerDeps, payload: Payload<J>, signal: AbortSignal) => Promise<void>
  /** Ends an item that was refused or failed for good, so that it is due no more: its document says why. */
  readonly fail: (deps: WorkerDeps, payload: Payload<J>, error: unknown) => Promise<void>
  /**
   * For a stage whose job is a turn or a lane: what it does within it. The stage itself notes what is under way, and passes over what is set
   * apart. Without this the job is the item.
   */
  readonly items?: {
    /** Does one item alone. */
    readonly run: (deps: WorkerDeps, item: string, signal: AbortSignal) => Promise<void>
    /** Ends one item with a sentence. */
    readonly fail: (deps: WorkerDeps, item: string, error: unknown) => Promise<void>
  }
}

export const defineStage = <J extends JobName>(_job: J, stage: Stage<J>): Stage<J> => stage

/** How many due items a sweep takes from a stage at once. */
export const SWEEP_LIMIT = 300
