/** Programmes of forced labour whose names are looked for from the first day. What is claimed of them stands in evidence, not here. */
import type { ProgrammeInput } from '../src/model/organisation.ts'

export const programmes: readonly ProgrammeInput[] = [
  {
    slug: 'xinjiang-labour-transfers', name: 'Xinjiang labour transfers', kind: 'state labour transfer scheme', region: 'Uyghur Region (Xinjiang), China',
    summary: 'State transfers of "surplus rural labour" from the Uyghur Region into factories and fields there and elsewhere in China.',
    names: [
      'labour transfer programme', 'labor transfer program', 'labour transfer scheme', 'labor transfer scheme', 'labour transfer programmes', 'labor transfer programs', 'state-sponsored labour transfers', 'state-sponsored labor transfers',
      'surplus labour programme', 'surplus rural labour', 'surplus rural labor', 'Uyghur forced labour', 'Uyghur forced labor', 'forced Uyghur labour', 'forced Uyghur labor', 'forced Uyghur and Turkic Muslim labour',
      'Uyghurs removed from their homes', 'transferred Uyghur workers', '富余劳动力转移', '劳动力转移就业', '农村富余劳动力',
    ],
    indicators: [],
  },
  {
    slug: 'pairing-assistance', name: 'Pairing assistance (Xinjiang Aid)', kind: 'state pairing programme', region: 'Uyghur Region (Xinjiang), China',
    summary: 'Provinces and companies elsewhere in China are paired with places in the Uyghur Region, and take workers from there or build factories there.',
    names: ['pairing assistance', 'pairing-assistance', 'pairing assistance programme', 'pairing assistance program', 'Xinjiang Aid', '对口援疆', '援疆', '对口支援'],
    indicators: [],
  },
  {
    slug: 'xpcc', name: 'Xinjiang Production and Construction Corps', kind: 'state paramilitary enterprise', region: 'Uyghur Region (Xinjiang), China',
    summary: 'A state corps that farms, mines and manufactures in the Uyghur Region, and runs prisons there.',
    names: ['Xinjiang Production and Construction Corps', 'XPCC', 'Bingtuan', '新疆生产建设兵团', '生产建设兵团'],
    indicators: [],
  },
  {
    slug: 'vocational-training-centres', name: 'Vocational skills education and training centres', kind: 'internment', region: 'Uyghur Region (Xinjiang), China',
    summary: 'Camps in which people of the Uyghur Region are held without trial; some hold factories, some send people on to them.',
    names: ['vocational skills education and training centers', 'vocational skills education and training centres', 'vocational training centers', 'vocational training centres', 're-education camps', '职业技能教育培训中心', '教培中心'],
    indicators: [],
  },
  {
    slug: 'china-prison-labour', name: 'Prison labour in China', kind: 'prison labour', region: 'China',
    summary: 'Work that prisoners in China must do for enterprises under prison administrations.',
    names: ['prison labour in China', 'prison labor in China', 'laogai', 'reform through labour', 'reform through labor', '劳改', '监狱企业'],
    indicators: [],
  },
  {
    slug: 'turkmen-cotton', name: 'State cotton picking in Turkmenistan', kind: 'state cotton quota', region: 'Turkmenistan',
    summary: 'Public employees and others in Turkmenistan are sent to pick cotton, or pay for somebody else to, under state quotas.',
    names: ['Turkmen cotton', 'state-imposed cotton picking', 'cotton picking in Turkmenistan', 'forced cotton picking in Turkmenistan'],
    indicators: [],
  },
  {
    slug: 'dprk-workers-abroad', name: 'North Korean workers abroad', kind: 'state labour export', region: 'North Korea',
    summary: 'Workers whom the state of North Korea sends abroad, and whose wages it takes.',
    names: ['North Korean overseas workers', 'North Korean workers abroad', 'DPRK overseas workers', 'North Korean labourers', 'North Korean laborers'],
    indicators: [],
  },
]
