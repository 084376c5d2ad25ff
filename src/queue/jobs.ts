/** Jobs: the contract between whoever says what is due and whoever does it. Limits and retries are data. */
import { z } from 'zod'

const MINUTE_MS = 60_000

type Job<P extends z.ZodType> = {
  readonly payload: P
  /** Two jobs of one key never wait at once. */
  readonly key: (payload: z.output<P>) => string
  readonly attempts: number
  readonly timeoutMs: number
  /** How many one process does at once. */
  readonly concurrency: number
}
const job = <P extends z.ZodType>(definition: Job<P>) => definition

const SourceJob = z.object({ sourceId: z.string() })
const HostJob = z.object({ host: z.string() })
const LaneJob = z.object({ lane: z.number().int() })
const DeliveryJob = z.object({ lane: z.string() })
const CaptureJob = z.object({ captureId: z.string() })
const WholeJob = z.object({ of: z.literal('all') })

/** Every job, in the order of the flow. */
export const jobs = {
  collect: job({ payload: SourceJob, key: (p) => p.sourceId, attempts: 2, timeoutMs: 30 * MINUTE_MS, concurrency: 2 }),
  archive: job({ payload: HostJob, key: (p) => p.host.replaceAll(':', '_'), attempts: 2, timeoutMs: 15 * MINUTE_MS, concurrency: 16 }),
  read: job({ payload: LaneJob, key: (p) => String(p.lane), attempts: 2, timeoutMs: 5 * MINUTE_MS, concurrency: 4 }),
  extract: job({ payload: CaptureJob, key: (p) => p.captureId, attempts: 2, timeoutMs: 5 * MINUTE_MS, concurrency: 2 }),
  resolve: job({ payload: CaptureJob, key: (p) => p.captureId, attempts: 5, timeoutMs: 5 * MINUTE_MS, concurrency: 1 }),
  suggest: job({ payload: WholeJob, key: (p) => p.of, attempts: 5, timeoutMs: 10 * MINUTE_MS, concurrency: 1 }),
  review: job({ payload: WholeJob, key: (p) => p.of, attempts: 5, timeoutMs: 10 * MINUTE_MS, concurrency: 1 }),
  count: job({ payload: WholeJob, key: (p) => p.of, attempts: 5, timeoutMs: 10 * MINUTE_MS, concurrency: 1 }),
  ledger: job({ payload: WholeJob, key: (p) => p.of, attempts: 5, timeoutMs: 10 * MINUTE_MS, concurrency: 1 }),
  publish: job({ payload: WholeJob, key: (p) => p.of, attempts: 5, timeoutMs: 10 * MINUTE_MS, concurrency: 1 }),
  watch: job({ payload: WholeJob, key: (p) => p.of, attempts: 5, timeoutMs: 30 * MINUTE_MS, concurrency: 1 }),
  // Many at once: whoever does not answer takes a lane for some seconds, and nothing else.
  deliver: job({ payload: DeliveryJob, key: (p) => p.lane, attempts: 1, timeoutMs: MINUTE_MS, concurrency: 24 }),
  digest: job({ payload: WholeJob, key: (p) => p.of, attempts: 1, timeoutMs: 10 * MINUTE_MS, concurrency: 1 }),
} as const

export type JobName = keyof typeof jobs
export type Payload<J extends JobName> = z.output<(typeof jobs)[J]['payload']>
export const JOB_NAMES = Object.keys(jobs) as JobName[]

/** The id under which a job stands on its queue: two of one id never wait at once. */
export const jobIdOf = <J extends JobName>(name: J, payload: Payload<J>): string => `${name}-${jobs[name].key(payload as never)}`
