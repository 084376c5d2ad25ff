/** A bucket for tests: a small server that speaks as much S3 as a store needs, and refuses what is not signed right (AWS Signature Version 4). */
import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { localSite } from './site.ts'

export const BUCKET = { region: 'eu-test-1', keyId: 'TESTKEY', secret: 'test secret' } as const

const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()
const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

/** Starts one. `objects` are what it holds, by path. */
export async function startBucket() {
  const objects = new Map<string, Buffer>()
  const refused: string[] = []
  const site = await localSite((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const path = (request.url ?? '/').split('?')[0] as string
      if (!isSigned(request, body)) {
        refused.push(`${request.method} ${path}`)
        return void response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
      }
      if (request.method === 'PUT') objects.set(path, body)
      if (request.method === 'DELETE') objects.delete(path)
      const found = objects.get(path)
      if (request.method === 'GET' || request.method === 'HEAD') {
        if (!found) return void response.writeHead(404).end()
        return void response.writeHead(200, { 'content-length': found.length, etag: `"${hash(found)}"` }).end(request.method === 'GET' ? found : undefined)
      }
      response.writeHead(request.method === 'DELETE' ? 204 : 200, { etag: '"x"' }).end()
    })
  })
  return { endpoint: `${site.origin}/bucket`, objects, refused }
}

/** Source: "Create a signed AWS API request", AWS documentation. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const [, credential = '', names = '', signature = ''] =
    /Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]+)/.exec(request.headers.authorization ?? '') ?? []
  const [keyId, day = '', region = '', service = '', end = ''] = credential.split('/')
  const declared = String(request.headers['x-amz-content-sha256'] ?? '')
  if (keyId !== BUCKET.keyId || region !== BUCKET.region || (declared !== 'UNSIGNED-PAYLOAD' && declared !== hash(body))) return false
  const url = new URL(request.url ?? '/', 'http://x')
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&')
  const headers = names
    .split(';')
    .map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
    .join('')
  const canonical = [request.method, url.pathname, query, headers, names, declared].join('\n')
  const scope = [day, region, service, end].join('/')
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hash(canonical)].join('\n')
  const key = hmac(hmac(hmac(hmac(`AWS4${BUCKET.secret}`, day), region), service), end)
  return createHmac('sha256', key).update(toSign).digest('hex') === signature
}
