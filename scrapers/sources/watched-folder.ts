/**
 * The watched folder: files that a researcher leaves in the folder `inbox` below the data folder (or UNPICK_INBOX).
 * Read: each file by its format. Left alone: hidden files, and the folder
 * `open-supply-hub`, which has a source of its own. A file that changes gets a new sealed copy.
 */
import { defineSource } from '../source.ts'

export default defineSource({
  title: 'Watched folder',
  publisher: {
    name: 'Files added here',
    kind: 'unknown',
    reliability: 'F',
    reliabilityReason: 'Nobody has said yet who published these files. Add a file by hand to name its publisher.',
  },
  home: 'urn:unpick:watched-folder',
  licence: 'Not stated',
  open: false,
  every: 'minute',
  version: 1,
  accepts: null,
  onFromStart: true,
  checkedOn: '2026-11-21',
  expect: { claims: [0, 100_000] },

  async *discover({ inbox }) {
    for (const url of (await inbox()).filter((each) => !each.startsWith('inbox:open-supply-hub/')))
      yield {
        url,
        as: 'file',
        title: decodeURIComponent(
          url
            .split('/')
            .at(-1)
            ?.replace(/^inbox:/, '') ?? url,
        ),
      }
  },
})
