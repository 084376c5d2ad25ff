/** The desk's key: made at the first start in `desk-key` below the data folder; whoever has it may come in. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

const COOKIE = 'unpick_desk'
const DAYS = 30

/** Where the key is kept. */
export const deskKeyFile = (dataDir: string): string => join(dataDir, 'desk-key')

/** The key, made if there is none. Only the owner of the file can read it. */
export async function loadDeskKey(dataDir: string): Promise<string> {
  const file = deskKeyFile(dataDir)
  const known = await readFile(file, 'utf8').catch(() => null)
  if (known !== null) return known.trim()
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.new`
  await writeFile(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft, { force: true })
  return (await readFile(file, 'utf8')).trim()
}

/** Whether two secrets are the same, in a time that does not say how far they are. */
const isSame = (a: string, b: string): boolean => {
  const [left, right] = [a, b].map((text) => createHmac('sha256', 'unpick').update(text).digest()) as [Buffer, Buffer]
  return timingSafeEqual(left, right)
}

/** What the cookie holds: proof of the key, not the key. A new key ends every visit. */
const proofOf = (key: string): string => createHmac('sha256', key).update('unpick desk').digest('base64url')

/** Whether a request comes with the key: by a visit's cookie, or as a bearer. */
export function hasKey(c: Context, key: string): boolean {
  const bearer = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  return bearer === undefined ? isSame(getCookie(c, COOKIE) ?? '', proofOf(key)) : isSame(bearer, key)
}

/** Lets in whoever has come with the key; others are asked for it. */
export function keyed(key: string, ask: (c: Context) => Response | Promise<Response>): MiddlewareHandler {
  return async (c, next) => {
    if (hasKey(c, key)) return await next()
    return await ask(c)
  }
}

/** Notes that the key was given, for thirty days on this machine. @returns whether it was the right one */
export function enter(c: Context, key: string, given: string, isHttps: boolean): boolean {
  if (!isSame(given.trim(), key)) return false
  setCookie(c, COOKIE, proofOf(key), { path: '/', httpOnly: true, sameSite: 'Strict', secure: isHttps, maxAge: DAYS * 86_400 })
  return true
}

/** Ends the visit. */
export function leave(c: Context): void {
  deleteCookie(c, COOKIE, { path: '/' })
}
