/** Flags of a worker process: its heap grows by less than half of what lives at a time, so that its memory stays flat. */

/** For Node itself. */
export const WORKER_FLAGS: readonly string[] = ['--max-semi-space-size=24', '--heap-growing-percent=70']

/** For the C library's allocator. */
export const WORKER_ENVIRONMENT: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '2' }
