/** Passphrases: how they are kept (argon2id) and which are too easy. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const hashWith = promisify(argon2)
/** Cost: 19 MiB, two passes, one lane, as OWASP's password storage cheat sheet has it. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const
const SHORTEST = 14
const LONGEST = 200

/** A passphrase as it is kept: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await hashWith('argon2id', { ...COST, message: passphrase.normalize('NFKC'), nonce: salt })
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(salt)}$${base64(hash)}`
}

/** Whether a passphrase is the one that was kept. */
export async function isPassphrase(kept: string, passphrase: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(kept)
  if (!parts || passphrase.length > LONGEST) return false
  const [memory, passes, parallelism] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const [salt, hash] = [Buffer.from(parts[4] as string, 'base64'), Buffer.from(parts[5] as string, 'base64')]
  const found = await hashWith('argon2id', { memory, passes, parallelism, tagLength: hash.length, message: passphrase.normalize('NFKC'), nonce: salt })
  return timingSafeEqual(found, hash)
}

/** What is wrong with a new passphrase, in a sentence; null when nothing is. */
export function passphraseFault(passphrase: string, pseudonym: string): string | null {
  if (passphrase.length < SHORTEST) return `A passphrase has at least ${SHORTEST} letters. Four or five words that do not belong together are good.`
  if (passphrase.length > LONGEST) return `A passphrase has at most ${LONGEST} letters.`
  if (new Set(passphrase).size < 6) return 'This passphrase repeats itself. Four or five words that do not belong together are good.'
  if (passphrase.toLowerCase().includes(pseudonym.toLowerCase())) return 'The passphrase may not hold the pseudonym.'
  return null
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/** A key that a passphrase opens something with, in base64: other salt, other key. */
export async function keyOfPassphrase(passphrase: string, salt: Uint8Array): Promise<string> {
  return (await hashWith('argon2id', { ...COST, message: passphrase.normalize('NFKC'), nonce: salt })).toString('base64')
}
