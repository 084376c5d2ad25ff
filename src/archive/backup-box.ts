/**
 * Backup box: a backup that only a passphrase opens, in the age format (age-encryption.org), so that the `age` tool opens it too. A key pair is made
 * for the folder: whatever is written is encrypted to its public half, without the passphrase; the other half lies in the folder, encrypted with it.
 */
import { Readable } from 'node:stream'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { InvalidError } from '../errors.ts'

/** What a stream of bytes is turned into, on its way to a file or from one. */
export type Passing = (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>
/** The box as it is filled: bytes and streams go in. */
export type Locker = { readonly recipient: string; readonly lock: Passing; readonly lockBytes: (bytes: Uint8Array) => Promise<Uint8Array> }
/** The box as it is emptied. @throws InvalidError for bytes that are not its own, or were changed */
export type Unlocker = { readonly unlock: Passing; readonly unlockBytes: (bytes: Uint8Array) => Promise<Uint8Array> }

/** Short words are guessed: whoever has a stolen folder can try as long as they like. */
const SHORTEST = 14

/** A key pair for a folder. @returns its public half, and the other one encrypted with the passphrase. @throws InvalidError for a passphrase that is too short */
export async function newBox(passphrase: string): Promise<{ recipient: string; identity: Uint8Array }> {
  if (passphrase.length < SHORTEST)
    throw new InvalidError(`The passphrase of a backup has at least ${SHORTEST} letters. Four or five words that do not belong together are good.`)
  const identity = await generateX25519Identity()
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  return { recipient: await identityToRecipient(identity), identity: await encrypter.encrypt(identity) }
}

/** Fills a box of which only the public half is known. */
export function lockerOf(recipient: string): Locker {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return {
    recipient,
    lock: (source) => passedOn(source, (stream) => encrypter.encrypt(stream)),
    lockBytes: (bytes) => encrypter.encrypt(bytes),
  }
}

/** Opens a box with the passphrase. @throws InvalidError when it is another one */
export async function unlockerOf(identity: Uint8Array, passphrase: string): Promise<Unlocker> {
  const opener = new Decrypter()
  opener.addPassphrase(passphrase)
  const opened = await opener.decrypt(identity, 'text').catch((cause: unknown) => {
    throw new InvalidError('That is not the passphrase of this backup. Nothing was restored.', [], { cause })
  })
  const decrypter = new Decrypter()
  decrypter.addIdentity(opened)
  return {
    unlock: (source) => passedOn(source, (stream) => decrypter.decrypt(stream)),
    unlockBytes: (bytes) => decrypter.decrypt(bytes),
  }
}

async function* passedOn(
  source: AsyncIterable<Uint8Array>,
  through: (stream: ReadableStream<Uint8Array>) => Promise<ReadableStream<Uint8Array>>,
): AsyncIterable<Uint8Array> {
  const stream = await through(Readable.toWeb(Readable.from(source)) as ReadableStream<Uint8Array>)
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) yield chunk
}
