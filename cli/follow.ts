/** unpick follow and unfollow: addresses that are watched: a feed, a sitemap, a site or a single page. */
import type { Command } from 'commander'
import { followAddress, listFollowed, unfollowAddress } from '../src/archive/followed-queries.ts'
import { setSource } from '../src/archive/source-queries.ts'
import { InvalidError } from '../src/errors.ts'
import type { Run } from './program.ts'
import { type PublisherOptions, publisherOf, withPublisher } from './publisher.ts'
import { withWork } from './work.ts'

const KINDS = ['feed', 'sitemap', 'site', 'page'] as const
type FollowOptions = PublisherOptions & { as: string; most: string; by: string; json?: boolean }

export function followCommand(program: Command, run: Run): void {
  withPublisher(program.command('follow [address]'), 'the host of the address')
    .description('Follow a feed, a sitemap, a site or a page; without an address, list what is followed.')
    .option('--as <kind>', KINDS.join(', '), 'page')
    .option('--most <n>', 'the most documents it may bring', '1000')
    .option('--by <pseudonym>', 'who follows it', 'command line')
    .option('--json', 'print JSON')
    .action((address: string | undefined, options: FollowOptions) =>
      run(options, ({ config, say }) =>
        withWork(config, say, async ({ deps }) => {
          if (address !== undefined) {
            if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
              throw new InvalidError(`"${address}" is not a web address. It should start with https:// or http://.`)
            const kind = KINDS.find((each) => each === options.as)
            if (!kind) throw new InvalidError(`Follow it --as one of ${KINDS.join(', ')}, not "${options.as}".`)
            const most = Number(options.most)
            if (!Number.isInteger(most) || most < 1 || most > 1_000_000) throw new InvalidError('--most is a whole number from 1 to 1000000.')
            const publisher = publisherOf(options, new URL(address).hostname)
            await followAddress(deps.db, { url: address, kind, publisher, most, addedBy: options.by })
            await setSource(deps.db, `general-${kind}`, { enabled: true, dueAt: deps.now() })
          }
          const followed = await listFollowed(deps.db)
          say.result({ followed }, () =>
            followed.length === 0
              ? ['Nothing is followed yet. Follow a feed with: unpick follow https://example.org/feed --as feed']
              : followed.map((each) => `${each.kind.padEnd(8)} ${each.url}  (${each.publisher.name}, ${each.publisher.reliability}; at most ${each.most})`),
          )
        }),
      ),
    )
}

export function unfollowCommand(program: Command, run: Run): void {
  program
    .command('unfollow <address>')
    .description('Follow an address no longer. What was found there stays.')
    .option('--json', 'print JSON')
    .action((address: string, options: { json?: boolean }) =>
      run(options, ({ config, say }) =>
        withWork(config, say, async ({ deps }) => {
          if (!(await unfollowAddress(deps.db, address))) throw new InvalidError(`${address} is not followed. "unpick follow" lists what is.`)
          say.result({ unfollowed: address }, () => [`${address} is followed no longer.`])
        }),
      ),
    )
}
