#!/usr/bin/env node
// Builds what is stale, then hands over to the built command line (server/cli). Plain JavaScript: it must
// run, and speak clearly, on any Node and before anything is built.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Sluice needs Node 20.19 or later; this is ${process.version}. Install a newer Node and try again.`,
  )
  process.exitCode = 1
} else {
  const { main } = await import('../tools/build/main.js')
  await main(process.argv.slice(2))
}
