import { createServer } from 'node:http'

/** A bare server that reads a body and answers as many bytes as it is told: what HTTP alone costs. */
const answer = Buffer.from('x'.repeat(Number(process.argv[2] ?? 1000)))
const server = createServer((message, response) => {
  message.resume()
  message.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
    response.end(answer)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`)
})
