/** Names worker: what runs in the names thread. It reads as the web process does, and answers questions one after another. */
import { workerData } from 'node:worker_threads'
import { answerWith } from '../answering.ts'
import { openDb } from '../db/client.ts'
import { createNameMatcher } from './match-names.ts'
import type { NamesQuestion } from './names-thread.ts'

const { url, role } = workerData as { url: string; role: string | null }
const { db } = openDb(url, { max: 2, ...(role ? { role } : {}) })
const matcher = createNameMatcher(db)

answerWith<NamesQuestion>((question) =>
  question.ask === 'match' ? matcher.match(question.queries, question.limit) : matcher.suggest(question.text, question.limit),
)
