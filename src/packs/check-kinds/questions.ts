/** Questions for the employer: what is asked depends on what was found, on what is bought and on the sector. */
import type { Sector } from '../../model/meeting.ts'
import { phrase } from '../../words/language.ts'
import { defineCheckPack } from '../check-pack.ts'
import { checked, heading, paragraph, rest, suppliers } from './parts.ts'

/** What to ask where a product is bought, by words of it. */
const BY_PRODUCT: readonly (readonly [product: RegExp, question: string])[] = [
  [
    /cotton|yarn|fabric|garment|shirt|cloth|textile|denim|uniform|linen|towel/i,
    'Where was the cotton in it grown, spun and woven? Is that tested by isotopes or DNA, by whom, and may we see the results?',
  ],
  [
    /polysilicon|solar|photovoltaic|panel|silicon/i,
    'Where was the quartz mined, and where was the polysilicon in the panels made? Which maker stands behind each module’s serial number?',
  ],
  [/tomato|paste|ketchup|sauce|passata/i, 'In which country were the tomatoes grown? Is their origin tested, and what was done with lots that failed?'],
  [
    /seafood|fish|squid|shrimp|prawn/i,
    'Which vessel caught it and which plant processed it? Were workers from labour transfer programmes there, and who has asked them?',
  ],
  [
    /glove|mask|gown|ppe|medical|surgical/i,
    'Which factory made the gloves, masks and gowns? Did its workers pay fees for their jobs, and are their passports in their own hands?',
  ],
  [
    /alumin|steel|copper|lithium|battery|batteries|magnesium|metal/i,
    'Which smelter and which mine does the metal come from? Is any of it from the Uyghur region?',
  ],
  [
    /electronic|laptop|phone|printer|computer|camera|cartridge|toner/i,
    'Which plants assembled it, and were workers sent there by a government’s labour transfer?',
  ],
  [/hair|wig|toy|shoe|footwear|leather|furniture|tyre|rubber|pvc|floor/i, 'Which factory made it, and who supplied its materials?'],
]
/** What to ask in a sector, whatever was found. */
const BY_SECTOR: Readonly<Record<Sector, readonly string[]>> = {
  '': [],
  clothing: [
    'Which mills and spinners stand behind our garment makers? Are they published?',
    'What does our buying do to them: lead times, prices, orders called off?',
  ],
  food: ['Which growers, packhouses and vessels stand behind our suppliers?', 'Are seasonal workers’ recruitment fees paid back, by whom?'],
  health: [
    'Who makes our gloves, gowns, masks, instruments and uniforms, down to the factory?',
    'Was the modern slavery assessment done that NHS procurement asks for, contract by contract? May we see it?',
  ],
  building: [
    'Who made our panels, modules, steel, aluminium, glass and PVC, down to the raw material?',
    'Which labour agencies work on our sites, and who checks their papers and pay?',
  ],
  electronics: [
    'Which plants assemble what we buy and sell, and which smelters stand behind them?',
    'Do our suppliers take workers from labour transfer programmes?',
  ],
  transport: [
    'Whose goods do we carry and store, from which ports, and who decides to refuse a cargo?',
    'Who works in our depots through agencies, and did they pay for their jobs?',
  ],
  education: [
    'Who makes our laptops, furniture, uniforms and solar panels, down to the factory?',
    'In which companies are our endowment and our partnerships, and have those been checked?',
  ],
  council: [
    'Which of our contracts are for goods at high risk: uniforms, electronics, solar panels, food, PPE?',
    'Is a bidder’s record on forced labour asked for and checked, before and after award?',
  ],
  pensions: ['In which of the companies named here does the fund hold shares or bonds?', 'How were votes cast on their boards, and what was asked of them?'],
}

export default defineCheckPack({
  kind: 'questions',
  label: 'Questions for the employer',
  about: 'For a joint committee or a letter: general ones, and ones about what was found.',
  title: ({ employer }) => phrase('Questions for {employer}', { employer }),
  build: (writer) => {
    const { employer, branch, found, meeting } = writer
    const products = found.flatMap((each) => each.products).join(' ')
    const asked = BY_PRODUCT.filter(([product]) => product.test(products)).map(([, question]) => phrase(question))
    return [
      { kind: 'title', runs: [phrase('Questions for {employer}', { employer })] },
      paragraph(phrase('From {branch}. Please answer in writing within 28 days.', { branch })),
      paragraph(checked(writer)),
      ...(found.length > 0
        ? [
            heading(phrase('About what was found')),
            { kind: 'list' as const, items: suppliers(writer) },
            {
              kind: 'numbered' as const,
              items: [
                [phrase('What did we last buy from each of these, when, for how much, and under which contract?')],
                [phrase('Did we know of this evidence? Since when, and what was done?')],
                [phrase('What have they said when they were asked, and may we see it?')],
                ...(writer.report.counts.listed > 0
                  ? [[phrase('Goods of those on an official list are stopped at another country’s border. Why do we take them?')]]
                  : []),
                ...asked.map((question) => [question]),
              ],
            },
          ]
        : []),
      heading(phrase('About how we buy')),
      {
        kind: 'numbered',
        items: [
          ...BY_SECTOR[meeting.sector].map((question) => [phrase(question)]),
          [phrase('Will you publish our suppliers, with their addresses, down to the raw materials?')],
          [phrase('Who in the organisation answers for this, and what are they given to do it with?')],
          [phrase('Which unions of workers along our chains have you spoken with? Not auditors: unions.')],
          [phrase('What happens to workers when a supplier is dropped, and who pays for what was done to them?')],
          [phrase('Can a member of staff raise such a thing without harm to their job? How?')],
        ],
      },
      ...rest(writer).map((text) => ({ kind: 'small' as const, runs: [text] })),
    ]
  },
})
