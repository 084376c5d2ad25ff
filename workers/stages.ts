/** Stages: the table of all of them. A job without a stage, or a stage without a job, does not compile. */
import type { JobName } from '../src/queue/jobs.ts'
import archive from './archive.ts'
import collect from './collect.ts'
import count from './count.ts'
import deliver from './deliver.ts'
import digest from './digest.ts'
import extract from './extract.ts'
import ledger from './ledger.ts'
import publish from './publish.ts'
import read from './read.ts'
import resolve from './resolve.ts'
import review from './review.ts'
import type { Stage } from './stage.ts'
import suggest from './suggest.ts'
import watch from './watch.ts'

export const stages: { readonly [J in JobName]: Stage<J> } = {
  collect,
  archive,
  read,
  extract,
  resolve,
  suggest,
  review,
  count,
  ledger,
  publish,
  watch,
  deliver,
  digest,
}
