import { Option } from 'commander'
import { checkAnswer } from '#shared/api/check.ts'
import { serialise } from '#shared/flow/serialise.ts'
import { RULES } from '#shared/rules/index.ts'
import { VERSION } from '../package-version.ts'
import { applyPreferredFixes } from './apply-fixes.ts'
import { checkFlow } from './check-flow.ts'
import type { CheckedFile } from './checked-file.ts'
import type { Command, Context, ExitCode } from './command.ts'
import { countText, diagnosticText } from './diagnostic-text.ts'
import { jsonLines } from './json-lines.ts'
import { wholeNumber } from './options.ts'
import { readFlow } from './read-flow.ts'
import { sarifLog } from './sarif.ts'
import { writeOverFile } from './write-file.ts'

type Options = {
  readonly format: 'text' | 'json' | 'sarif'
  readonly maxWarnings?: number
  readonly fix?: true
}

/** `sluice check`: the diagnostics of documents. */
export const check: Command = {
  define(program, context, finish) {
    program
      .command('check')
      .summary('diagnostics of flow documents, as text, JSON or SARIF')
      .argument('<files...>', 'flow documents; - reads standard input')
      .addOption(
        new Option('--format <format>', 'how to report').choices(['text', 'json', 'sarif']).default('text'),
      )
      .option('--max-warnings <n>', 'more warnings than this are a failure, too', wholeNumber)
      .option('--fix', 'apply preferred quick fixes and write the files')
      .action(async (paths: readonly string[], options: Options) => {
        finish(await checkFiles(paths, options, context))
      })
  },
}

async function checkFiles(paths: readonly string[], options: Options, context: Context): Promise<ExitCode> {
  const files: CheckedFile[] = []
  for (const path of paths) files.push(await checkFile(path, options, context))
  const { counts, diagnostics } = checkAnswer(files.flatMap(file => file.diagnostics))
  const { terminal } = context
  const pipesDocument = options.fix === true && paths.includes('-')
  const print = pipesDocument ? terminal.err : terminal.out
  if (options.format === 'sarif') print(JSON.stringify(sarifLog(files, RULES, VERSION), null, 2))
  else if (options.format === 'json')
    print(JSON.stringify(jsonReport(files, { diagnostics, counts }), null, 2))
  else {
    for (const file of files) for (const line of diagnosticText(file, terminal.columns ?? 100)) print(line)
    print(countText(counts))
  }
  if (counts.error > 0) return 1
  if (options.maxWarnings === undefined || counts.warning <= options.maxWarnings) return 0
  terminal.err(`More warnings (${counts.warning}) than --max-warnings allows (${options.maxWarnings})`)
  return 1
}

/** The answer of the HTTP API; of several files with the answer of each beside the whole. */
function jsonReport(files: readonly CheckedFile[], whole: ReturnType<typeof checkAnswer>) {
  if (files.length === 1) return whole
  return { ...whole, files: files.map(({ path, diagnostics }) => ({ path, ...checkAnswer(diagnostics) })) }
}

async function checkFile(path: string, options: Options, context: Context): Promise<CheckedFile> {
  const { terminal, today } = context
  const read = await readFlow(path, terminal)
  const { document, applied } =
    options.fix === true ? applyPreferredFixes(read.document, today) : { ...read, applied: [] }
  const text = applied.length === 0 ? read.text : serialise(document)
  for (const title of applied) terminal.err(`${path}: fixed: ${title}`)
  if (options.fix === true && path === '-') terminal.out(text.trimEnd())
  else if (applied.length > 0) await writeOverFile(path, text)
  const { diagnostics } = checkFlow(document, today)
  return { path, document, diagnostics, lines: jsonLines(text) }
}
