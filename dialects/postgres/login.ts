/** What is not answered while a server asks who we are. */
const mostIterations = 100_000

const cleartextPassword = 3

const saslContinue = 11

/** Why an authentication request must not be answered. */
export const dangerous = (body: Buffer, encrypted: boolean, host: string): string | null => {
  const kind = body.length < 4 ? -1 : body.readUInt32BE(0)
  const local = host.startsWith('/') || ['localhost', '127.0.0.1', '::1'].includes(host)
  if (kind === cleartextPassword && !encrypted && !local)
    return 'it asked for the password in clear text, without TLS: use sslmode=require'
  // a driver computes them all before anything else may run
  const iterations = kind === saslContinue ? /(?:^|,)i=(\d+)/.exec(body.toString('latin1', 4))?.[1] : undefined
  return Number(iterations ?? 0) > mostIterations ? `it asked for ${iterations} SCRAM iterations` : null
}
