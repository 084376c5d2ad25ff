/** Config: the one reader of the environment. Parsed once at start, frozen, and every fault reported together. */
import { resolve } from 'node:path'
import { z } from 'zod'
import { InvalidError } from './errors.ts'
import type { KeyVariable } from './model/key-variable.ts'

const empty = (value: unknown) => (value === '' ? undefined : value)
const text = () => z.preprocess(empty, z.string().optional())
const whole = (fallback: number, least: number, most: number) => z.preprocess(empty, z.coerce.number().int().min(least).max(most).default(fallback))

const Environment = z
  .object({
    PORT: whole(3000, 0, 65_535),
    UNPICK_BIND: z.preprocess(empty, z.string().default('127.0.0.1')),
    UNPICK_DATA: z.preprocess(empty, z.string().default('./data')),
    UNPICK_ORIGIN: z.preprocess(empty, z.url({ protocol: /^https?$/ }).optional()),
    UNPICK_CONTACT: text(),
    UNPICK_ALLOW_HOSTS: z.preprocess(empty, z.string().default('')),
    UNPICK_WEB_ARCHIVE: z.string().default('https://web.archive.org'),
    UNPICK_DEMONSTRATION: z.preprocess(empty, z.enum(['on', 'off']).default('on')),
    UNPICK_INBOX: text(),
    UNPICK_LOG: z.preprocess(empty, z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('warn')),
    UNPICK_FETCH_DELAY_MS: whole(1_000, 0, 600_000),
    UNPICK_FETCH_CONNECTIONS: whole(1, 1, 100),
    UNPICK_FETCH_TIMEOUT_MS: whole(60_000, 100, 600_000),
    UNPICK_FETCH_MAX_BYTES: whole(50_000_000, 1_000, 1_000_000_000),
    UNPICK_FREE_SPACE: whole(1_000_000_000, 0, Number.MAX_SAFE_INTEGER),
    UNPICK_GIVEN_ROWS: whole(10_000, 0, 10_000_000),
    UNPICK_GIVEN_BYTES: whole(2_000_000_000, 0, Number.MAX_SAFE_INTEGER),
    UNPICK_S3_URL: z.preprocess(empty, z.url({ protocol: /^https?$/ }).optional()),
    UNPICK_S3_REGION: z.preprocess(empty, z.string().default('auto')),
    UNPICK_S3_KEY: text(),
    UNPICK_S3_SECRET: text(),
    UNPICK_TIMESTAMP_URL: z.preprocess(empty, z.url({ protocol: /^https?$/ }).optional()),
    UNPICK_SMTP_URL: z.preprocess(empty, z.url({ protocol: /^smtps?$/ }).optional()),
    UNPICK_MAIL_FROM: text(),
    UNPICK_MODEL_URL: z.preprocess(empty, z.url({ protocol: /^https?$/ }).optional()),
    UNPICK_MODEL_NAME: text(),
    UNPICK_MODEL_KEY: text(),
    UNPICK_KEY_OPEN_SUPPLY_HUB: text(),
    UNPICK_KEY_COMPANIES_HOUSE: text(),
    DATABASE_URL: text(),
    UNPICK_BACKUP_PASSPHRASE: text(),
    DATABASE_OWNER_URL: text(),
    DATABASE_WEB_URL: text(),
    REDIS_URL: text(),
  })
  .refine((env) => env.UNPICK_S3_URL === undefined || (env.UNPICK_S3_KEY !== undefined && env.UNPICK_S3_SECRET !== undefined), {
    path: ['UNPICK_S3_URL'],
    message: 'a bucket needs UNPICK_S3_KEY and UNPICK_S3_SECRET too',
  })
  .refine((env) => env.UNPICK_MODEL_URL === undefined || env.UNPICK_MODEL_NAME !== undefined, {
    path: ['UNPICK_MODEL_URL'],
    message: 'a model needs UNPICK_MODEL_NAME too',
  })

/** Every variable that Unpick reads, for the README, `.env.example` and their test. */
export const VARIABLES: readonly string[] = Object.keys(Environment.shape)

/** What a process needs to know of its surroundings. Paths are absolute. */
export type Config = {
  readonly port: number
  readonly bind: string
  readonly dataDir: string
  /** The public address, without a slash at its end. */
  readonly origin: string
  readonly contact: string
  /** `host:port` pairs that the fetcher may reach though they are private. */
  readonly allowHosts: readonly string[]
  /** Where dead addresses are looked up; null: nowhere. */
  readonly webArchive: string | null
  readonly demonstration: boolean
  readonly inboxDir: string
  readonly logLevel: string
  /** With less than so many bytes free, nothing is collected, and nothing taken from people without an account. */
  readonly freeSpace: number
  /** The most of each kind that people without an account may have left here. */
  readonly given: { readonly rows: number; readonly bytes: number }
  /** The bucket that holds sealed copies; null: they lie below `dataDir`. */
  readonly bucket: { readonly endpoint: string; readonly region: string; readonly keyId: string; readonly secret: string } | null
  /** The authority that stamps heads of the ledger (RFC 3161); null: none. */
  readonly timestampUrl: string | null
  /** The server that sends mail, and from which address; null: no mail is sent. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null
  /** The language model that may propose candidates; null: none is asked. */
  readonly model: { readonly url: string; readonly name: string; readonly key: string | null } | null
  /** Keys for others' APIs, as far as they are set. */
  readonly keys: Readonly<Partial<Record<KeyVariable, string>>>
  readonly fetch: FetchLimits
  /** Null: PostgreSQL runs as a child process under `dataDir`. */
  readonly databaseUrl: string | null
  /** What encrypted backups are made and opened with; null: it is asked for. */
  readonly backupPassphrase: string | null
  /** Null: `databaseUrl` is the owner's too. */
  readonly databaseOwnerUrl: string | null
  /** Null: the web process takes on the role `unpick_web` over `databaseUrl`. */
  readonly databaseWebUrl: string | null
  /** Null: queues are kept in PostgreSQL. */
  readonly redisUrl: string | null
}

/** How far one fetch may go. */
export type FetchLimits = {
  readonly delayMs: number
  /** Requests at once to a host that is asked without a pause. With a pause there is never more than one. */
  readonly connections: number
  readonly timeoutMs: number
  readonly maxBytes: number
}

/**
 * Reads the configuration.
 * @throws InvalidError naming every variable that is wrong
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new InvalidError(`These settings are wrong:\n  ${issues.join('\n  ')}\nThe README lists every variable.`, issues)
  }
  const env = parsed.data
  const dataDir = resolve(env.UNPICK_DATA)
  const origin = (env.UNPICK_ORIGIN ?? `http://localhost:${env.PORT}`).replace(/\/+$/, '')
  return Object.freeze({
    port: env.PORT,
    bind: env.UNPICK_BIND,
    dataDir,
    origin,
    contact: env.UNPICK_CONTACT ?? origin,
    allowHosts: env.UNPICK_ALLOW_HOSTS.split(',')
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean),
    webArchive: env.UNPICK_WEB_ARCHIVE.replace(/\/+$/, '') || null,
    demonstration: env.UNPICK_DEMONSTRATION === 'on',
    inboxDir: resolve(env.UNPICK_INBOX ?? `${dataDir}/inbox`),
    logLevel: env.UNPICK_LOG,
    freeSpace: env.UNPICK_FREE_SPACE,
    given: { rows: env.UNPICK_GIVEN_ROWS, bytes: env.UNPICK_GIVEN_BYTES },
    fetch: {
      delayMs: env.UNPICK_FETCH_DELAY_MS,
      connections: env.UNPICK_FETCH_CONNECTIONS,
      timeoutMs: env.UNPICK_FETCH_TIMEOUT_MS,
      maxBytes: env.UNPICK_FETCH_MAX_BYTES,
    },
    bucket: env.UNPICK_S3_URL
      ? { endpoint: env.UNPICK_S3_URL, region: env.UNPICK_S3_REGION, keyId: env.UNPICK_S3_KEY as string, secret: env.UNPICK_S3_SECRET as string }
      : null,
    timestampUrl: env.UNPICK_TIMESTAMP_URL ?? null,
    mail: env.UNPICK_SMTP_URL && env.UNPICK_MAIL_FROM ? { smtpUrl: env.UNPICK_SMTP_URL, from: env.UNPICK_MAIL_FROM } : null,
    model: env.UNPICK_MODEL_URL ? { url: env.UNPICK_MODEL_URL, name: env.UNPICK_MODEL_NAME as string, key: env.UNPICK_MODEL_KEY ?? null } : null,
    keys: {
      ...(env.UNPICK_KEY_OPEN_SUPPLY_HUB ? { UNPICK_KEY_OPEN_SUPPLY_HUB: env.UNPICK_KEY_OPEN_SUPPLY_HUB } : {}),
      ...(env.UNPICK_KEY_COMPANIES_HOUSE ? { UNPICK_KEY_COMPANIES_HOUSE: env.UNPICK_KEY_COMPANIES_HOUSE } : {}),
    },
    databaseUrl: env.DATABASE_URL ?? null,
    backupPassphrase: env.UNPICK_BACKUP_PASSPHRASE ?? null,
    databaseOwnerUrl: env.DATABASE_OWNER_URL ?? null,
    databaseWebUrl: env.DATABASE_WEB_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
  })
}
