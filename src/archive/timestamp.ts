/** Timestamps: an authority's word that a head of the ledger stood at a time. Source: RFC 3161; tokens can be checked with `openssl ts -verify` too. */
import { createHash, randomBytes } from 'node:crypto'
import { Integer, OctetString } from 'asn1js'
import { AlgorithmIdentifier, ContentInfo, MessageImprint, SignedData, TSTInfo, TimeStampReq, TimeStampResp } from 'pkijs'
import { UnavailableError } from '../errors.ts'

const SHA256 = '2.16.840.1.101.3.4.2.1'
const SIGNED_DATA = '1.2.840.113549.1.7.2'
const GRANTED = new Set([0, 1])

/** Sends bytes to an authority and gives its answer. Handed in, so that this file speaks no HTTP. */
export type AskAuthority = (url: string, request: Uint8Array) => Promise<Uint8Array>
export type Stamp = { readonly token: string; readonly stampedAt: Date }

const digestOf = (data: string): Buffer => createHash('sha256').update(data).digest()

/** Has an authority stamp data. @throws UnavailableError when it does not answer, refuses, or stamps something else */
export async function stampData(ask: AskAuthority, authority: string, data: string): Promise<Stamp> {
  const nonce = randomBytes(8)
  nonce[0] = (nonce[0] as number) & 0x7f // positive, as INTEGER has it
  const request = new TimeStampReq({
    version: 1,
    messageImprint: imprintOf(data),
    nonce: new Integer({ valueHex: arrayOf(nonce) }),
    certReq: true,
  })
  const answer = TimeStampResp.fromBER(arrayOf(await ask(authority, new Uint8Array(request.toSchema().toBER()))))
  if (!GRANTED.has(Number(answer.status.status)) || !answer.timeStampToken)
    throw new UnavailableError(`The timestamp authority refused (status ${answer.status.status}).`)
  const token = Buffer.from(answer.timeStampToken.toSchema().toBER()).toString('base64')
  const checked = await checkStamp(token, data)
  if (checked === null)
    throw new UnavailableError('The timestamp authority answered with a token for something else, or one that its own certificate does not sign.')
  if (checked.nonce !== null && BigInt(`0x${checked.nonce}`) !== BigInt(`0x${nonce.toString('hex')}`))
    throw new UnavailableError('The timestamp authority answered another request than ours.')
  return { token, stampedAt: checked.stampedAt }
}

/** What a token says of data: when, and in answer to which nonce; null when it is not for that data, or its signature is not that of the certificate in it. */
export async function checkStamp(token: string, data: string): Promise<{ stampedAt: Date; nonce: string | null } | null> {
  try {
    const info = ContentInfo.fromBER(arrayOf(Buffer.from(token, 'base64')))
    if (info.contentType !== SIGNED_DATA) return null
    const signed = new SignedData({ schema: info.content })
    const content = signed.encapContentInfo.eContent
    if (!content) return null
    const stamp = TSTInfo.fromBER(content.getValue())
    if (stamp.messageImprint.hashAlgorithm.algorithmId !== SHA256) return null
    if (!Buffer.from(stamp.messageImprint.hashedMessage.valueBlock.valueHexView).equals(digestOf(data))) return null
    const isSigned = await signed.verify({ signer: 0, checkChain: false, data: arrayOf(Buffer.from(data)) })
    const nonce = stamp.nonce ? Buffer.from(stamp.nonce.valueBlock.valueHexView).toString('hex') : null
    return isSigned ? { stampedAt: stamp.genTime, nonce } : null
  } catch {
    return null // whatever is wrong with it, it proves nothing
  }
}

const imprintOf = (data: string): MessageImprint =>
  new MessageImprint({ hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256 }), hashedMessage: new OctetString({ valueHex: arrayOf(digestOf(data)) }) })

const arrayOf = (bytes: Uint8Array): ArrayBuffer => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
