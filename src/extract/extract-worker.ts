/** Extract worker: what runs in the extract thread. */
import { workerData } from 'node:worker_threads'
import { answerWith } from '../answering.ts'
import { APP_ROLE, openDb } from '../db/client.ts'
import { describeReading } from './describe.ts'
import { loadRules } from './extract-capture.ts'
import type { ReadingToDescribe } from './extract-thread.ts'
import { followKnowledge } from './knowledge.ts'

const { db } = openDb((workerData as { url: string }).url, { max: 1, role: APP_ROLE })
const knowledge = followKnowledge(db, await loadRules())

answerWith<ReadingToDescribe>(async (reading) => describeReading(reading, (await knowledge()).knowledge))
