/** Mail: sends plain text through the server that is configured, to those who asked for it. */
import { createTransport } from 'nodemailer'

export type Mail = { readonly to: string; readonly subject: string; readonly text: string; /** Where one click ends it. */ readonly outUrl?: string }
export type Mailer = { readonly send: (mail: Mail) => Promise<void>; readonly close: () => void }

const TIMEOUT_MS = 20_000

/** A mailer for `smtp://user:password@host:port`, or smtps. */
export function createMailer(smtpUrl: string, from: string): Mailer {
  const transport = createTransport(smtpUrl, { from, disableFileAccess: true, disableUrlAccess: true } as never)
  return {
    async send({ to, subject, text, outUrl }) {
      const headers = outUrl ? { 'List-Unsubscribe': `<${outUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}
      const sent = transport.sendMail({ from, to, subject, text, headers, xMailer: false, disableFileAccess: true, disableUrlAccess: true })
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('the mail server does not answer')), TIMEOUT_MS)))
      await Promise.race([sent, late]).finally(() => clearTimeout(timer))
    },
    close: () => transport.close(),
  }
}
