/**
 * The Guardian on Uyghurs: news and companies' answers, by the feed of its topic page.
 * Read: the article each entry leads to. Left alone: live blogs, galleries and video.
 */
import { entriesOf } from '../kit/feed.ts'
import { defineSource } from '../source.ts'

const FEED = 'https://www.theguardian.com/world/uyghurs/rss'

export default defineSource({
  title: 'The Guardian: Uyghurs',
  publisher: {
    name: 'The Guardian',
    kind: 'newspaper',
    reliability: 'B',
    reliabilityReason: 'A national newspaper with a corrections column and an editorial code.',
  },
  home: 'https://www.theguardian.com/world/uyghurs',
  licence: 'All rights reserved; short quotes for criticism and review',
  open: false,
  every: 'day',
  version: 1,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 500] },

  async *discover({ fetch }) {
    const answer = await fetch(FEED)
    if (answer === null) return
    for (const entry of entriesOf(answer)) {
      if (!/\/(?:live|gallery|video|audio)\//.test(entry.url)) yield { url: entry.url, as: 'article', title: entry.title, publishedOn: entry.day }
    }
  },
})
