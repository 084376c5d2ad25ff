/** Local documents: files that a person added (`upload:`), left in the watched folder (`inbox:`), or that come with Unpick (`bundled:`). */
import { mkdir, open, readFile, readdir, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { InvalidError, NotFoundError } from '../errors.ts'
import { sha256 } from '../model/id.ts'
import { FullError, isFull } from '../space.ts'
import type { Fetched } from './fetch.ts'

export type LocalFolders = { readonly uploadsDir: string; readonly inboxDir: string; readonly bundledDir: string }

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  md: 'text/markdown',
  json: 'application/json',
  xml: 'application/xml',
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** The media type that a file's name suggests. */
export const mediaTypeOfName = (name: string): string => MEDIA_TYPES[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'

/** Whether an address names a local document. */
export const isLocal = (url: string): boolean => /^(?:upload|inbox|bundled):/.test(url)

/**
 * Keeps a copy of a file and gives the address that it is a document at: `upload:<sha256>/<name>`.
 * @throws InvalidError when it is empty, too large or no file
 */
export async function keepUpload(folders: Pick<LocalFolders, 'uploadsDir'>, path: string, maxBytes: number): Promise<string> {
  const facts = await stat(path).catch(() => null)
  if (!facts?.isFile()) throw new InvalidError(`There is no file ${path}.`)
  if (facts.size > maxBytes) throw tooLarge(basename(path), maxBytes)
  return await keepBytes(folders, basename(path), await readFile(path), maxBytes)
}

/** Keeps a file's bytes, and gives the address that it is a document at. @throws InvalidError when there are none, or too many; FullError */
export async function keepBytes(folders: Pick<LocalFolders, 'uploadsDir'>, name: string, bytes: Uint8Array, maxBytes: number): Promise<string> {
  if (bytes.length === 0) throw new InvalidError(`${name} is empty.`)
  if (bytes.length > maxBytes) throw tooLarge(name, maxBytes)
  const sha = sha256(bytes)
  await mkdir(folders.uploadsDir, { recursive: true })
  const draft = join(folders.uploadsDir, `${sha}.${process.pid}.new`)
  try {
    const file = await open(draft, 'w', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, join(folders.uploadsDir, sha))
  } catch (error) {
    await rm(draft, { force: true })
    throw isFull(error) ? new FullError({ cause: error }) : error
  }
  return `upload:${sha}/${encodeURIComponent(name)}`
}

/** Takes a kept file away again. */
export async function forgetUpload(folders: Pick<LocalFolders, 'uploadsDir'>, url: string): Promise<void> {
  const sha = /^upload:([\da-f]{64})\//.exec(url)?.[1]
  if (sha) await rm(join(folders.uploadsDir, sha), { force: true })
}

/** What is said of a file that is larger than what is kept. */
export const tooLarge = (name: string, maxBytes: number) =>
  new InvalidError(
    `${name} is larger than ${Math.round(maxBytes / 1_000_000)} MB, the most that is kept. Raise UNPICK_FETCH_MAX_BYTES, or add the part you need.`,
  )

/** The files of the watched folder, as `inbox:` addresses in alphabetical order. A missing folder is an empty one. */
export async function listInbox(folders: LocalFolders): Promise<string[]> {
  const entries = await readdir(folders.inboxDir, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folders.inboxDir, join(entry.parentPath, entry.name)))
    .map((path) => `inbox:${path.split(sep).map(encodeURIComponent).join('/')}`)
    .sort()
}

/** Reads a local document as if it had been fetched. @throws NotFoundError, InvalidError */
export async function readLocal(folders: LocalFolders, url: string, now: Date, maxBytes: number): Promise<Fetched> {
  const [scheme, rest = ''] = [url.slice(0, url.indexOf(':')), url.slice(url.indexOf(':') + 1)]
  const parts = rest.split('/').map((part) => decodeURIComponent(part))
  if (parts.some((part) => part === '..' || part.includes(sep) || part.includes('\0'))) throw new InvalidError('This file name leaves its folder.')
  const folder = scheme === 'upload' ? folders.uploadsDir : scheme === 'inbox' ? folders.inboxDir : folders.bundledDir
  const path = scheme === 'upload' ? join(folder, parts[0] ?? '') : join(folder, ...parts)
  const base = await realpath(folder).catch(() => null)
  const real = await realpath(path).catch(() => null)
  if (base === null || real === null) throw new NotFoundError(`The file ${parts.at(-1)} is not there any more. Add it again.`)
  if (!real.startsWith(base + sep)) throw new InvalidError('This file name leaves its folder.')
  if ((await stat(real)).size > maxBytes)
    throw new InvalidError(`The file is larger than ${Math.round(maxBytes / 1_000_000)} MB. Raise UNPICK_FETCH_MAX_BYTES, or add the part you need.`)
  return {
    status: 200,
    finalUrl: url,
    headers: { 'content-type': mediaTypeOfName(parts.at(-1) ?? '') },
    bytes: await readFile(real),
    fetchedAt: now,
  }
}
