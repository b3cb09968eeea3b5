import type { StateMachine } from '../state-machine.ts'
import { capability } from './capability.ts'
import { charge } from './charge.ts'
import { dispute } from './dispute.ts'
import { invoice } from './invoice.ts'
import { paymentIntent } from './payment-intent.ts'
import { payout } from './payout.ts'
import { refund } from './refund.ts'
import { subscription } from './subscription.ts'
import { transfer } from './transfer.ts'

/** Every state machine, from the payment to the bank and back. */
export const MACHINES: readonly StateMachine[] = [
  paymentIntent,
  charge,
  subscription,
  invoice,
  transfer,
  payout,
  capability,
  refund,
  dispute,
]

/** The state machine of this id; undefined when there is none. */
export const machineOf = (id: string): StateMachine | undefined => MACHINES.find(machine => machine.id === id)
