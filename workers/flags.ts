/** Flags of a worker process: how its memory is kept flat. A bounded heap and few arenas cost hardly any speed, and halve its memory. */

/** For Node itself. */
export const WORKER_FLAGS: readonly string[] = ['--max-semi-space-size=8', '--max-old-space-size=1536']

/** For the C library's allocator. */
export const WORKER_ENVIRONMENT: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '2' }
