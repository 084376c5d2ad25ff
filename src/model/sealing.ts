/** Sealing: what is kept of a check can be opened with its link and with nothing else; what a watch is told, too. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'

const NONCE = 12
const TAG = 16
const PUBLIC = 32
/** What stands in front of the 32 bytes of an X25519 key in DER. Source: RFC 8410. */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex')
const PUBLIC_HEAD = Buffer.from('302a300506032b656e032100', 'hex')
const TOKEN = /^[\w-]{32}$/

/** A link's token: 24 random bytes. */
export const newToken = (): string => randomBytes(24).toString('base64url')
/** Whether a text can be a token. */
export const isToken = (text: string): boolean => TOKEN.test(text)

/** Under which id a token's check stands: it does not lead back to the token. */
export const checkIdOf = (token: string): string => createHash('sha256').update(`check ${token}`).digest('hex').slice(0, 40)

const keyOf = (secret: string, use: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `unpick ${use}`, 32))

function seal(key: Buffer, text: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(gzipSync(text)), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function open(key: Buffer, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
  return gunzipSync(Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()])).toString('utf8')
}

/** Seals a value with a token or another secret (AES-256-GCM, packed first). `use` keeps keys for different uses apart. */
export const sealWith = (secret: string, use: string, value: unknown): Buffer => seal(keyOf(secret, use), JSON.stringify(value))
/** Opens what `sealWith` sealed. @throws when the secret is another one, or a byte was changed */
export const openWith = <T>(secret: string, use: string, sealed: Uint8Array): T => JSON.parse(open(keyOf(secret, use), sealed)) as T

const privateKeyOf = (token: string) => createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, keyOf(token, 'watch key')]), format: 'der', type: 'pkcs8' })
const publicKeyFrom = (bytes: Uint8Array) => createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, bytes]), format: 'der', type: 'spki' })
const rawOf = (key: ReturnType<typeof createPublicKey>): Buffer => Buffer.from(key.export({ format: 'der', type: 'spki' })).subarray(PUBLIC_HEAD.length)

/** The public key of a token: whoever has it can seal something to the token, and cannot read what others sealed. */
export const publicKeyOf = (token: string): Buffer => rawOf(createPublicKey(privateKeyOf(token)))

/** What a watch is told is sealed for this use. */
export const WATCH_EVENT = 'watch event'

/** Seals to a public key: a key pair made for this one message, then as above. `use` keeps keys for different uses apart. */
export function sealTo(publicKey: Uint8Array, use: string, value: unknown): Buffer {
  const once = generateKeyPairSync('x25519')
  const shared = diffieHellman({ privateKey: once.privateKey, publicKey: publicKeyFrom(publicKey) })
  return Buffer.concat([rawOf(once.publicKey), seal(keyOf(shared.toString('base64'), use), JSON.stringify(value))])
}

/** Opens what was sealed to this token. @throws when it was sealed to another one, or for another use */
export function openTo<T>(token: string, use: string, sealed: Uint8Array): T {
  const shared = diffieHellman({ privateKey: privateKeyOf(token), publicKey: publicKeyFrom(sealed.subarray(0, PUBLIC)) })
  return JSON.parse(open(keyOf(shared.toString('base64'), use), sealed.subarray(PUBLIC))) as T
}
