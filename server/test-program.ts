import { readSettings } from './env.ts'
import { startSluice, stopOnSignals } from './main.ts'

/** For tests: a server as a program. Arguments: data directory, seed archive. It prints its address. */
const [data = '', seedArchive = ''] = process.argv.slice(2)
const server = await startSluice({ settings: readSettings({ data, port: '0' }), webRoot: null, seedArchive })
stopOnSignals(server, code => {
  process.exitCode = code
  process.disconnect()
})
process.send?.(server.url)
