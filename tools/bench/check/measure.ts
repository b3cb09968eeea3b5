import BpmnModdle from 'bpmn-moddle'
import { Linter } from 'bpmnlint'
import NodeResolver from 'bpmnlint/lib/resolver/node-resolver.js'
import { check, createCheck } from '#shared/check/check.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import type { Block } from '#shared/flow/graph.ts'
import { forecast } from '#shared/forecast/forecast.ts'
import { compile } from '#shared/plan/compile.ts'
import { RULES } from '#shared/rules/index.ts'
import { type Figure, medianMs, processorMs, quantile } from '../figure.ts'
import { largeFlow } from '../large-flow.ts'
import { bpmnDiagram } from './bpmn.ts'

const today = '2026-11-23'
const options = { today }
const copied = 'a JSON copy of the document'

const copyMs = (value: unknown) => medianMs(() => JSON.parse(JSON.stringify(value)))

async function checkFigures(huge: FlowDocument): Promise<readonly Figure[]> {
  const blocks = Object.keys(huge.graph.blocks).length
  const checkMs = medianMs(() => check(huge.graph, RULES, options), 7)
  const lint = await lintFigures(blocks)
  return [
    {
      name: `check, ${blocks} blocks`,
      value: checkMs,
      unit: 'ms',
      limit: 300,
      bound: 'most',
      comparison: { name: copied, value: copyMs(huge), unit: 'ms' },
    },
    {
      name: `check, ${blocks} blocks, processor time`,
      value: processorMs(() => check(huge.graph, RULES, options)),
      unit: 'ms',
      bound: 'most',
      comparison: {
        name: `${copied}, likewise`,
        value: processorMs(() => JSON.parse(JSON.stringify(huge))),
        unit: 'ms',
      },
    },
    ...editFigures(huge),
    {
      name: `check, ${RULES.length} rules, time per block`,
      value: (checkMs * 1000) / blocks,
      unit: 'µs',
      bound: 'most',
      comparison: {
        name: `bpmnlint's recommended rules per element of ${lint.elements}`,
        value: (lint.ms * 1000) / lint.elements,
        unit: 'µs',
      },
    },
  ]
}

/** bpmnlint over a parsed diagram of as many elements, in the same run. */
async function lintFigures(blocks: number): Promise<{ readonly ms: number; readonly elements: number }> {
  const { xml, count } = bpmnDiagram(blocks)
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml)
  if (warnings.length > 0) throw new Error(`the diagram is not right: ${JSON.stringify(warnings[0])}`)
  const linter = new Linter({ config: { extends: 'bpmnlint:recommended' }, resolver: new NodeResolver() })
  const times: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const started = performance.now()
    await linter.lint(rootElement)
    times.push(performance.now() - started)
  }
  return { ms: quantile(times, 0.5), elements: count }
}

/** Edits that a person makes, one for a block. */
const editOf = ({ id, kind, props }: Block, number: number): GraphPatch => {
  if (number % 3 === 0) return [{ op: 'block.set', id, set: { label: `Renamed ${number}` } }]
  if (kind === 'price') return [{ op: 'block.set', id, set: { props: { unitAmount: 1000 + number } } }]
  if (kind === 'webhook-endpoint')
    return [{ op: 'block.set', id, set: { props: { ...props, connect: true } } }]
  return [{ op: 'block.set', id, set: { disabled: true } }]
}

/** The remembering check after single edits all over the document, each taken back again. */
function editFigures(huge: FlowDocument): readonly Figure[] {
  const look = createCheck(RULES)
  look(huge.graph, options)
  const blocks = Object.values(huge.graph.blocks)
  const times: number[] = []
  for (let number = 0; number < 150; number += 1) {
    const block = blocks[(number * 7919) % blocks.length]
    if (!block) continue
    const edited = applyPatch(huge, editOf(block, number)).document
    for (const state of [edited, huge]) {
      const started = performance.now()
      look(state.graph, options)
      times.push(performance.now() - started)
    }
  }
  const name = `check after one edit, ${blocks.length} blocks`
  return [
    { name: `${name}, median`, value: quantile(times, 0.5), unit: 'ms', limit: 12, bound: 'most' },
    { name: `${name}, p95`, value: quantile(times, 0.95), unit: 'ms', bound: 'most' },
  ]
}

function planFigures(): readonly Figure[] {
  const large = largeFlow(1_000)
  const { checked, diagnostics } = check(large.graph, RULES, options)
  if (checked === null) {
    const rules = diagnostics.filter(found => found.severity === 'error').map(found => found.code)
    throw new Error(`the large flow has errors: ${[...new Set(rules)].join(', ')}`)
  }
  const scenario = { title: 'A year', months: 12, seed: 1, volumes: {}, incidents: [] }
  const value = medianMs(() => forecast(checked, compile(checked, 'unattended'), scenario), 7)
  const blocks = Object.keys(large.graph.blocks).length
  return [
    {
      name: `compile and forecast 12 months, ${blocks} blocks`,
      value,
      unit: 'ms',
      limit: 150,
      bound: 'most',
      comparison: { name: copied, value: copyMs(large), unit: 'ms' },
    },
  ]
}

console.log(JSON.stringify([...(await checkFigures(largeFlow(10_000))), ...planFigures()]))
