/**
 * OpenSanctions' datasets on forced labour (FollowTheMoney JSON lines). Read: of the two that restate official lists, companies and
 * organisations, who is on which list now, who owns whom. The other four are registers of names, which may not be used for money: they
 * are sealed, make no claim, and can be matched by after `unpick import`. Left alone: persons, always; goods and places.
 * Format: followthemoney.tech (one JSON object a line).
 */
import { z } from 'zod'
import { DriftError } from '../../src/errors.ts'
import type { Reading } from '../../src/model/document.ts'
import { namesNoFirm } from '../kit/name-kind.ts'
import { type StatedRow, readingOfRows } from '../kit/rows.ts'
import { expectCount } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

/** Datasets that restate official lists, and which. */
const LISTS: Readonly<Record<string, string>> = { us_dhs_uflpa: 'uflpa-entity-list', us_cbp_forced_labor: 'us-withhold-release-orders' }
/** Datasets that are registers of names: CC BY-NC, or of companies that are on no official list here. */
const REGISTERS = ['shu_uyghur_companies', 'c4ads_xinjiang', 'c4ads_xinjiang_mining', 'br_slavery'] as const
const Properties = z.record(z.string(), z.array(z.string()))
const Entity = z.object({ id: z.string(), caption: z.string(), schema: z.string(), properties: Properties, datasets: z.array(z.string()).default([]) })
const FIRMS = new Set(['Company', 'Organization', 'LegalEntity', 'PublicBody'])

const source = defineSource({
  title: 'OpenSanctions: forced labour lists',
  publisher: {
    name: 'OpenSanctions',
    kind: 'register',
    reliability: 'B',
    reliabilityReason: 'Restates official lists by open code, with the address of each; the lists themselves are A.',
  },
  home: 'https://www.opensanctions.org/datasets/',
  licence: 'CC BY-NC 4.0',
  open: false,
  every: 'week',
  version: 3,
  accepts: 'restated official list',
  onFromStart: false,
  checkedOn: '2026-07-09',
  checkedWith: 'documentation',
  expect: { claims: [1, 100_000] },

  async *discover() {
    for (const dataset of [...Object.keys(LISTS), ...REGISTERS])
      yield {
        url: `https://data.opensanctions.org/datasets/latest/${dataset}/entities.ftm.json`,
        as: dataset in LISTS ? 'entities' : 'register',
        title: `OpenSanctions: ${dataset}`,
      }
  },

  parse(capture) {
    const entities = Buffer.from(capture.bytes)
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(entityOf)
    const firms = new Map(entities.filter((entity) => FIRMS.has(entity.schema)).map((entity) => [entity.id, entity]))
    expectCount('firms', firms.size, source.expect.claims)
    if (capture.as === 'register') return registerOf(capture.title ?? 'OpenSanctions', firms.size)
    const held = new Set(entities.filter(({ schema }) => schema === 'Sanction').flatMap(({ properties }) => properties['entity'] ?? []))
    return readingOfRows({
      title: 'OpenSanctions: forced labour lists',
      rule: 'restated lists',
      rows: entities.flatMap((entity): StatedRow[] => {
        const lists = entity.datasets.flatMap((dataset) => LISTS[dataset] ?? [])
        if (entity.schema === 'Ownership') {
          if (lists.length === 0) return []
          const [asset, owner] = [firms.get(entity.properties['asset']?.[0] ?? ''), firms.get(entity.properties['owner']?.[0] ?? '')]
          if (!asset || !owner) return []
          return [
            {
              cells: [asset.caption, 'owned by', owner.caption],
              claims: [
                { subject: subjectOf(asset), predicate: 'owned_by' as const, object: { type: 'organisation' as const, organisation: subjectOf(owner) } },
              ],
            },
          ]
        }
        if (!firms.has(entity.id)) return []
        const isListed = ((entity.properties['topics'] ?? []).length > 0 || held.has(entity.id)) && !namesNoFirm(entity.caption)
        return [
          {
            cells: [
              entity.caption,
              ...(entity.properties['alias'] ?? []),
              ...(entity.properties['country'] ?? []),
              ...(entity.properties['sourceUrl'] ?? []).slice(0, 1),
            ],
            claims: (isListed ? lists : []).map((slug) => ({
              subject: subjectOf(entity),
              predicate: 'listed_on' as const,
              object: { type: 'list' as const, slug },
            })),
          },
        ]
      }),
    })
  },
})
export default source

/** A register says how many it names, and no more: it makes no claim, and its names are not shown. */
const registerOf = (title: string, count: number): Reading =>
  readingOfRows({ title, rule: 'register', rows: [{ cells: [`${count} names, to match by: take the file in with "unpick import".`], claims: [] }] })

function subjectOf({ id, caption, properties }: z.infer<typeof Entity>) {
  const aliases = [...new Set([...(properties['name'] ?? []), ...(properties['alias'] ?? [])])].filter((name) => name !== caption).slice(0, 50)
  return {
    name: caption,
    aliases,
    kind: 'company' as const,
    country: properties['country']?.[0]?.toUpperCase() ?? null,
    place: properties['address']?.[0] ?? null,
    identifiers: [`opensanctions:${id}`, ...(properties['leiCode'] ?? []).map((lei) => `lei:${lei}`)].filter((each) => /^\S+$/.test(each)),
  }
}

function entityOf(line: string, index: number): z.infer<typeof Entity> {
  try {
    return Entity.parse(JSON.parse(line))
  } catch (cause) {
    throw new DriftError(`Line ${index + 1} is no entity as FollowTheMoney has it. Compare the file with the source's file.`, { cause })
  }
}
