import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { startSimulator } from '../../../server/simulator/start-simulator.ts'

/**
 * A simulator in a process of its own: says its port, the milliseconds of its start, the bytes of its heap, and the
 * processor's milliseconds of its start, which tell how busy the machine was.
 */
const started = performance.now()
const before = process.cpuUsage()
const { port } = await startSimulator({ port: 0, dataDir: process.argv[2] ?? null, seed: 1 })
const took = performance.now() - started
const { user, system } = process.cpuUsage(before)
setFlagsFromString('--expose-gc')
runInNewContext('gc')()
process.stdout.write(`${port} ${took} ${process.memoryUsage().heapUsed} ${(user + system) / 1000}\n`)
