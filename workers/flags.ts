/** Flags of a worker process: its memory stays flat, and little time goes into looking for what is of no use any more. */

/**
 * For Node itself. Without the last one V8 comes to make parts of each page's tree among what lives long, from where they hold the whole
 * page: half of what was made was then copied twice before it went.
 */
export const WORKER_FLAGS: readonly string[] = ['--max-semi-space-size=16', '--heap-growing-percent=150', '--no-allocation-site-pretenuring']

/** For the C library's allocator. */
export const WORKER_ENVIRONMENT: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '2' }
