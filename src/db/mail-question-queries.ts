/** SQL of questions by mail: an address that somebody typed is asked once a day at most whether it wants mail, whoever typed it and wherever. */
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './client.ts'

const DAY_MS = 86_400_000
/** All questions of a day together: nobody sends more mail to strangers through us. */
const MOST_A_DAY = 500

/** Which mailbox an address leads to, as a keyed hash. Capitals, dots and what follows a plus lead to the same one. */
function mailboxOf(secret: string, address: string): Buffer {
  const at = address.lastIndexOf('@')
  const name = address.slice(0, at).replace(/\+.*$/, '').replaceAll('.', '')
  return createHmac('sha256', `mail question ${secret}`)
    .update(`${name}${address.slice(at)}`.normalize('NFKC').toLowerCase())
    .digest()
}

/** Takes the one question that a mailbox may be sent today. @returns false when it was taken, or when enough were sent today */
export async function takeQuestion(db: Db, secret: string, address: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into mail_question (mailbox, asked_at) select ${mailboxOf(secret, address)}::bytea, ${now}::timestamptz
    where (select count(*) from mail_question where asked_at > ${dayBefore(now)}) < ${MOST_A_DAY}
    on conflict (mailbox) do update set asked_at = excluded.asked_at where mail_question.asked_at <= ${dayBefore(now)} returning mailbox`.execute(db)
  return rows.length > 0
}

/** When a mailbox that was asked today may be asked at the earliest. */
export const questionAfter = (now: Date): Date => new Date(now.getTime() + DAY_MS)

/** Whether there are questions of more than a day ago, which are to be forgotten. */
export async function hasOldQuestions(db: Db, now: Date): Promise<boolean> {
  return (await db.selectFrom('mailQuestion').select('askedAt').where('askedAt', '<=', dayBefore(now)).limit(1).executeTakeFirst()) !== undefined
}
/** Forgets whom was asked more than a day ago. */
export async function forgetOldQuestions(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('mailQuestion').where('askedAt', '<=', dayBefore(now)).execute()
}

const dayBefore = (now: Date) => new Date(now.getTime() - DAY_MS)
