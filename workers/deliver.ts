/** Deliver: sends what watches are told, each host's in a lane of its own, and asks addresses whether they want mail. */
import { type DeliverDeps, deliverLane, listLanes } from '../src/checks/deliver.ts'
import type { WorkerDeps } from './deps.ts'
import { SWEEP_LIMIT, defineStage } from './stage.ts'

export default defineStage('deliver', {
  due: async (deps) => (await listLanes(deliverDepsOf(deps), SWEEP_LIMIT)).map((lane) => ({ lane })),
  run: (deps, { lane }, signal) => deliverLane(deliverDepsOf(deps), lane, signal),
  fail: async ({ log }, _payload, error) => log.error({ error }, 'what watches are told could not be sent; it is tried again at the next sweep'),
})

const deliverDepsOf = ({ db, now, secret, config, mailer, post }: WorkerDeps): DeliverDeps => ({
  db,
  now,
  secret,
  origin: config.origin,
  sendMail: mailer && mailer.send,
  post,
})
