import { expireSession } from '../checkout/complete-session.ts'
import type { World } from '../core/world.ts'
import { settleDelayed } from '../money/delayed.ts'
import { refreshAccount } from '../resources/account-state.ts'
import { balanceOf } from '../resources/balance.ts'
import { expireIntent } from '../resources/capture-intents.ts'
import { bookCaptured } from '../resources/charges.ts'
import { expireCharge } from '../resources/direct-charges.ts'
import { loseByDefault } from '../resources/disputes.ts'
import { arrive, handOver } from '../resources/payouts.ts'
import { settleRefund } from '../resources/refunds.ts'
import { payOutDue } from '../resources/scheduled-payouts.ts'
import { receiveTopup } from '../resources/topups.ts'
import { advance } from './clocks.ts'
import { fallDue, giveUp } from './dunning.ts'
import { announceDue, announceRenewal } from './notices.ts'
import { expireIncomplete, finalizeDue, retry, trialWillEnd } from './renewal.ts'
import { RENEWAL_ACTIONS } from './renewal-actions.ts'
import { runTimers } from './run-timers.ts'
import { scheduleExpires } from './schedules.ts'
import { expireResumption, expireUpdate } from './update-subscription.ts'

/** What time brings, by name. */
const ACTIONS: Readonly<Record<string, (world: World, target: string) => void>> = {
  ...RENEWAL_ACTIONS,
  'account.refresh': refreshAccount,
  'balance.available': world => world.emit('balance.available', balanceOf(world)),
  'clock.advance': (world, target) =>
    advance(world, target, until => runTimers(world, { clock: target, until, act })),
  'charge.book': bookCaptured,
  'charge.expire': expireCharge,
  'checkout.expire': expireSession,
  'dispute.due': loseByDefault,
  'payment.expire': expireIntent,
  'payment.settle': (world, target) => settleDelayed(world, target),
  'payout.arrive': arrive,
  'payout.due': world => payOutDue(world),
  'payout.send': handOver,
  'refund.settle': settleRefund,
  'topup.receive': receiveTopup,
  'invoice.due': fallDue,
  'invoice.finalize': finalizeDue,
  'invoice.give_up': giveUp,
  'invoice.overdue': (world, target) => announceDue(world, target, 'invoice.overdue'),
  'invoice.retry': retry,
  'invoice.will_be_due': (world, target) => announceDue(world, target, 'invoice.will_be_due'),
  'subscription.expire': expireIncomplete,
  'schedule.expiring': scheduleExpires,
  'subscription.upcoming': announceRenewal,
  'subscription.resume_expires': expireResumption,
  'subscription.update_expires': expireUpdate,
  'subscription.trial_will_end': trialWillEnd,
}

/** Does what a timer is for. */
export function act(world: World, action: string, target: string): void {
  const perform = ACTIONS[action]
  if (perform === undefined) throw new Error(`no timer action ${action}`)
  perform(world, target)
}
