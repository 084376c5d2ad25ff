/** Clauses: for procurement, and for a recognition agreement. */
import { phrase } from '../../words/language.ts'
import { defineCheckPack } from '../check-pack.ts'
import { checked, heading, paragraph } from './parts.ts'

export default defineCheckPack({
  kind: 'clauses',
  label: 'Clauses to negotiate',
  about: 'One for procurement, one for the recognition agreement.',
  title: ({ employer }) => phrase('Clauses for {employer}', { employer }),
  build: (writer) => {
    const { employer, branch } = writer
    return [
      { kind: 'title', runs: [phrase('Clauses for {employer}', { employer })] },
      paragraph(
        phrase('Drafted for {branch} to negotiate. The union’s legal officer and the employer’s will want to change words: they are a beginning.', { branch }),
      ),
      paragraph(checked(writer)),
      heading(phrase('For contracts with suppliers')),
      {
        kind: 'numbered',
        items: [
          [
            phrase(
              'The supplier states where each good, and each material that makes up a tenth of its value or more, was made, grown or mined, with names and addresses, and says so again within 14 days when that changes.',
            ),
          ],
          [
            phrase(
              'No good or material is made, grown or mined with forced or compulsory labour as ILO Convention 29 has it, nor by anybody on a government’s list of those whose goods are held to be made so.',
            ),
          ],
          [phrase('No worker pays for their job. What was paid is paid back. Papers stay in workers’ hands.')],
          [
            phrase(
              'Workers may join a union of their own choosing and bargain. Where the law forbids that, the supplier says so, and the buyer treats the place as one where nothing can be verified.',
            ),
          ],
          [
            phrase(
              'When published evidence links a supply to forced labour, the supplier answers within 14 days and opens its records. Without an answer that can be checked, the buyer may end the contract without cost.',
            ),
          ],
          [
            phrase(
              'The buyer pays for what it orders, in time, at a price that covers these terms; and leaves, where it must, by a plan agreed with the workers’ union.',
            ),
          ],
          [phrase('These terms go into contracts further down the chain, and workers may rely on them.')],
        ],
      },
      heading(phrase('For the recognition agreement')),
      {
        kind: 'numbered',
        items: [
          [
            phrase(
              '{employer} gives the recognised unions its list of suppliers each year, down to the raw materials, and at once what it learns of forced labour among them.',
              { employer },
            ),
          ],
          [
            phrase(
              'A joint committee, half of it named by the unions, meets four times a year on what is bought. It may call for papers, and its recommendations are answered in writing within 28 days.',
            ),
          ],
          [
            phrase(
              'Nobody is disciplined or worse treated for raising, in good faith, that goods may be made by forced labour, nor for asking not to handle goods of somebody on an official list while that is looked into. They are given other work meanwhile.',
            ),
          ],
          [phrase('Time off with pay for training on this, and for meeting, in person or not, unions of workers along the chain.')],
        ],
      },
      {
        kind: 'small',
        runs: [
          phrase(
            'For public bodies: the Procurement Act 2023 lets a supplier be left out for labour market misconduct (Schedule 7). Ask the procurement lead how that is used.',
          ),
          ' https://www.legislation.gov.uk/ukpga/2023/54/schedule/7',
        ],
      },
    ]
  },
})
