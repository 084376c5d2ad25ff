/** List key: the cookie by which a browser opens the lists of the account that is signed in. It goes to the page that shows them, and nowhere else. */
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'

/** The cookie's name. */
export const LIST_KEY = 'unpick_lists'
const DAYS = 14
const PATH = '/check'

/** Leaves the key with the browser, for as long as somebody may stay signed in. */
export const keepListKey = (c: Context, key: string, origin: string): void =>
  setCookie(c, LIST_KEY, key, { path: PATH, httpOnly: true, sameSite: 'Strict', secure: origin.startsWith('https:'), maxAge: DAYS * 86_400 })

/** Takes it back when somebody signs out. */
export const dropListKey = (c: Context): void => void deleteCookie(c, LIST_KEY, { path: PATH })
