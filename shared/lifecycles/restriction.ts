import * as z from 'zod/mini'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { Ref } from '#shared/flow/parameters.ts'
import { paymentBehind } from '#shared/flow/payment.ts'
import { said } from '#shared/flow/said.ts'
import { type SharedLeg, sharedLegs } from '#shared/flow/shared-legs.ts'
import { renewalRefusal } from './decline.ts'
import { type FoundPayment, findPayment } from './find-payment.ts'
import type { StageCalls } from './incident-calls.ts'
import { defineLifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'

const props = z.strictObject({ outcome: z.optional(z.enum(['restored', 'stays'])) })
type Props = z.infer<typeof props>

type Share = SharedLeg & { readonly payment: Block }

/** Shares of renewals that a provider gets through a split. */
const sharesOf = (account: Block, flow: FlowIndex): readonly Share[] => {
  const sources = flow.ofKind('split').flatMap(split => flow.into(split, 'money-in')[0] ?? [])
  const payments = new Set(sources.map(source => paymentBehind(source, flow)))
  return [...payments].flatMap(payment =>
    sharedLegs(payment, flow)
      .filter(leg => leg.account === account && leg.part !== null)
      .map(leg => ({ ...leg, payment })),
  )
}

const waitFor = (
  stage: StageCalls,
  account: Ref,
  { status, name, after }: { status: string; name: string; after: Ref },
): Ref =>
  stage.call(
    'accounts.retrieve',
    {},
    {
      name,
      target: account,
      after: [after],
      until: { path: 'capabilities.transfers', equals: status },
      title: `Wait until transfers to the provider are ${status}`,
    },
  )

/** The share that was held back is sent, as the split works it out. */
const sendHeld = (
  share: Share,
  { stage, found, account, after }: { stage: StageCalls; found: FoundPayment; account: Ref; after: Ref },
): void => {
  const { part, transfer } = share
  if (!part || !found.invoice) return
  const { lines, charges, invoice } = found
  stage.call(
    'transfers.create',
    said({
      amount: { $share: part.split, leg: part.leg, lines, charges, part: 'charge' },
      currency: found.intent('latest_charge.balance_transaction.currency'),
      destination: account,
      source_transaction: found.intent('latest_charge.id'),
      metadata: { invoice, split: part.split },
    }),
    {
      name: 'held',
      by: transfer.id,
      after: [after],
      key: 'split:{invoice}:{account}:held',
      keyValues: { invoice, account },
      title: `Transfer the share that was held back to “${share.account.label}”`,
    },
  )
}

/** A provider may not receive transfers for a while: its share waits with the platform, the others get theirs. */
export const restriction = defineLifecycle<Props>({
  kind: 'restriction',
  title: 'Provider restricted',
  on: ['connected-account'],
  props,
  refusal({ block, month }, flow) {
    const [share] = sharesOf(block, flow)
    if (!share) return `“${block.label}” gets no share of a split payment.`
    return renewalRefusal(share.payment, month, flow)
  },
  offers: block => [
    offer('restricted', `“${block.label}” restricted for a while`, [
      { kind: 'restriction', block: block.id, month: 2, props: { outcome: 'restored' } },
    ]),
  ],
  prepare({ block, props }, ahead) {
    if (props.outcome !== 'stays') return
    for (const { transfer } of sharesOf(block, ahead.flow)) ahead.leaveOut(transfer.id, 'for-good')
  },
  compile({ block, props }, calls) {
    const account = calls.accountOf(block)
    if (!account) return
    const { before } = calls
    const restricted = before.call(
      'simulator.restrict',
      {},
      { name: 'restrict', target: account, title: `Restrict “${block.label}”` },
    )
    waitFor(before, account, { status: 'inactive', name: 'restricted', after: restricted })
    if (props.outcome === 'stays') return
    const stage = calls.after()
    const onboarded = stage.call(
      'simulator.onboard',
      {},
      { name: 'onboard', target: account, title: `“${block.label}” gives what was asked for` },
    )
    const active = waitFor(stage, account, { status: 'active', name: 'active', after: onboarded })
    // A share that waits comes on its day as ever: by then the provider may receive it.
    for (const share of sharesOf(block, calls.flow).filter(({ waitDays }) => waitDays === 0)) {
      const found = findPayment(share.payment, calls, stage)
      if (found) sendHeld(share, { stage, found, account, after: active })
    }
  },
})
