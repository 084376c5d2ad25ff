import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadSources } from '../../scrapers/registry.ts'
import type { BrandItem, FollowedAddress, Source } from '../../scrapers/source.ts'
import { DriftError, UnavailableError } from '../../src/errors.ts'
import { literalClaims } from '../../src/extract/extract-claims.ts'

const FOLDER = join(import.meta.dirname, '../fixtures/sources')
const sources = await loadSources()
const casesOf = (id: string) => (existsSync(join(FOLDER, id)) ? readdirSync(join(FOLDER, id)) : [])

async function listed(source: Source, answers: Record<string, unknown>) {
  const asked: string[] = []
  const fetch = async (url: string) => {
    asked.push(url)
    const key = Object.keys(answers).find((pattern) =>
      pattern
        .split('*')
        .filter(Boolean)
        .every((part) => url.includes(part)),
    )
    if (key === undefined) throw new Error(`nothing answers ${url}`)
    const answer = answers[key]
    return {
      bytes: Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer)),
      headers: { 'content-type': 'text/html; charset=utf-8' },
      finalUrl: url,
    }
  }
  const requests = []
  const followed = async (kind: string) => (answers['followed'] as Record<string, FollowedAddress[]> | undefined)?.[kind] ?? []
  const brands = async () => (answers['brands'] as string[] | undefined) ?? []
  const brandItems = async () => (answers['brandItems'] as BrandItem[] | undefined) ?? []
  const inbox = async () => (answers['inbox'] as string[] | undefined) ?? []
  for await (const request of source.discover({
    fetch,
    inbox,
    followed,
    brands,
    cursor: (answers['goes on from'] as string | undefined) ?? null,
    keep: async () => undefined,
    brandItems,
    origin: 'http://localhost:3000',
    today: '2026-11-21',
    signal: new AbortController().signal,
  }))
    requests.push(request)
  return requests
}

describe.each([...sources])('%s', (id, source) => {
  test('has a fixture', () => expect(casesOf(id), `test/fixtures/sources/${id} is missing`).not.toHaveLength(0))

  test.each(casesOf(id))('%s', async (name) => {
    const at = (file: string) => join(FOLDER, id, name, file)
    const isDrift = name.startsWith('drift')
    if (existsSync(at('answers.json'))) {
      const answers = JSON.parse(readFileSync(at('answers.json'), 'utf8')) as Record<string, unknown>
      if (isDrift) return await expect(listed(source, answers)).rejects.toBeInstanceOf(DriftError)
      const requests = await listed(source, answers)
      return await expect(`${JSON.stringify(requests, null, 2)}\n`).toMatchFileSnapshot(at('requests.json'))
    }
    const facts = JSON.parse(readFileSync(at('capture.json'), 'utf8')) as {
      url: string
      as: string
      title?: string
      headers: Record<string, string>
      fetchedAt: string
    }
    const parse = async () =>
      await (source.parse as NonNullable<Source['parse']>)({ ...facts, fetchedAt: new Date(facts.fetchedAt), bytes: readFileSync(at('capture.bin')) })
    if (isDrift) return await expect(parse()).rejects.toBeInstanceOf(DriftError)
    if (name.startsWith('unavailable')) return await expect(parse()).rejects.toBeInstanceOf(UnavailableError)
    const read = await parse()
    const reading = { ...read, ...(read.places ? { places: [...read.places] } : {}) }
    expect((await parse()).text).toBe(reading.text)
    expect(literalClaims(reading.text, reading.claims).faults).toEqual([])
    const quoted = reading.claims.map((claim) => ({ ...claim, quote: reading.text.slice(claim.start, claim.end) }))
    await expect(`${JSON.stringify({ ...reading, claims: quoted }, null, 2)}\n`).toMatchFileSnapshot(at('document.json'))
  })
})

test('every source says where it is found, under which licence, and how far its publisher can be relied on', () => {
  for (const [id, source] of sources) {
    expect(source.licence, id).not.toBe('')
    expect(source.publisher.reliabilityReason, id).not.toBe('')
    expect(URL.canParse(source.home), id).toBe(true)
  }
})
