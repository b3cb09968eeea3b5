import { expect, it, test } from 'vitest'
import { runCommand } from './run-command.ts'

const node = (script: string) => ['node', '-e', script] as const

test.for([
  ['its exit code and both outputs', node('console.log(1); console.error(2); process.exit(3)'), 3, /1[^]*2/],
  ['no code when it does not exist', ['sluice-no-such-program'] as const, null, /sluice-no-such-program/],
  ['an end of input', node('process.stdin.resume().on("end", () => process.exit(4))'), 4, /^$/],
] as const)('a command gives %s', async ([, run, code, output]) => {
  const outcome = await runCommand({ run, limit: 20 })
  expect({ code: outcome.code, output: outcome.output }).toEqual({
    code,
    output: expect.stringMatching(output),
  })
})

it('ends a command that takes too long, with its children', async () => {
  const child =
    'require("node:child_process").spawn("node", ["-e", "setInterval(() => {}, 1e6)"], { stdio: "inherit" })'
  const outcome = await runCommand({ run: node(`${child}; setInterval(() => {}, 1e6)`), limit: 0.5 })
  expect(outcome).toMatchObject({ code: null, output: expect.stringContaining('not done after 0.5 s') })
})

it('ends a command that falls silent', async () => {
  const run = node('console.log("hello"); setInterval(() => {}, 1e6)')
  const outcome = await runCommand({ run, limit: 20, quietLimit: 1 })
  expect(outcome).toMatchObject({ code: null, output: 'hello\n\nended: silent for 1 s\n' })
})
