/** S3 store: sealed copies as objects of a bucket that speaks S3, under the same names as on disk. A put is whole or not at all, as S3 has it. */
import { S3mini } from 's3mini'
import { UnavailableError, messageOf } from '../errors.ts'
import { sha256 } from '../model/id.ts'
import { DamagedCopyError, type Store } from './store.ts'

export type Bucket = { readonly endpoint: string; readonly region: string; readonly keyId: string; readonly secret: string }

/** The name of a sealed copy in the bucket. */
export const keyOf = (sha: string): string => `captures/${sha.slice(0, 2)}/${sha.slice(2, 4)}/${sha}`
const TIMEOUT_MS = 60_000

/** The store in a bucket. `endpoint` is the bucket's address, such as https://s3.example.org/captures. */
export function createS3Store(bucket: Bucket): Store {
  const s3 = new S3mini({
    endpoint: bucket.endpoint,
    region: bucket.region,
    accessKeyId: bucket.keyId,
    secretAccessKey: bucket.secret,
    requestAbortTimeout: TIMEOUT_MS,
  })
  const bytesOf = async (sha: string): Promise<Buffer | null> => {
    const found = await asked(() => s3.getObjectArrayBuffer(keyOf(sha)))
    return found === null ? null : Buffer.from(found)
  }
  const check = async (sha: string): Promise<'good' | 'missing' | 'damaged'> => {
    const bytes = await bytesOf(sha)
    if (bytes === null) return 'missing'
    return sha256(bytes) === sha ? 'good' : 'damaged'
  }
  return {
    async put(bytes) {
      const sha = sha256(bytes)
      if ((await asked(() => s3.objectExists(keyOf(sha)))) === true && (await check(sha)) === 'good') return sha
      const answer = await asked(() => s3.putObject(keyOf(sha), Buffer.from(bytes), 'application/octet-stream'))
      if (!answer.ok)
        throw new UnavailableError(`The bucket refused a sealed copy (${answer.status}). Check UNPICK_S3_URL, UNPICK_S3_KEY and UNPICK_S3_SECRET.`)
      return sha
    },
    async get(sha) {
      const bytes = await bytesOf(sha)
      if (bytes === null) throw new DamagedCopyError(sha, `The sealed copy ${sha} is missing from the bucket.`)
      if (sha256(bytes) !== sha) throw new DamagedCopyError(sha, `The sealed copy ${sha} is damaged: its bytes no longer have that SHA-256.`)
      return bytes
    },
    check,
    delete: async (sha) => void (await asked(() => s3.deleteObject(keyOf(sha)))),
  }
}

async function asked<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (cause) {
    throw new UnavailableError(`The bucket of sealed copies did not answer: ${messageOf(cause)}. Check UNPICK_S3_URL.`, { cause })
  }
}
