import { defineBlock } from '#shared/flow/block-definition.ts'
import { conditionOf, holdsForAmount, parseExpression } from '#shared/flow/expression.ts'
import { choice, text, toggle } from '#shared/flow/fields.ts'
import { eventIn, moneyIn } from '#shared/flow/ports.ts'

/** Two ways on. */
export const condition = defineBlock({
  kind: 'condition',
  title: 'Condition',
  summary: 'Sends money or events one way or the other.',
  icon: 'git-fork',
  docs: {
    body: 'A question about the object that set things off, such as amount >= 10000 or metadata.source != ‘own’, with a way on for yes and one for no. Whatever matches nothing must go somewhere too, or a payment stops halfway. Members are those of the API: amount and status of a payment intent, amount_paid of an invoice. The forecast answers questions about amounts itself; for all others say here which way is usual.',
    source: 'practice',
  },
  category: 'operations',
  personas: ['A'],
  keywords: ['if', 'else', 'branch', 'only when', 'threshold'],
  events: [],
  size: 'standard',
  fields: {
    expression: text({
      title: 'Question',
      help: 'Member, comparison, value: amount >= 10000, status = ‘paid’, metadata.goal = ‘reached’.',
      initial: 'amount >= 10000',
      maxLength: 200,
    }),
    usual: choice({
      title: 'Usually',
      help: 'What a forecast takes where only the running system knows.',
      initial: 'then',
      choices: [
        { value: 'then', label: 'Yes' },
        { value: 'else', label: 'No' },
      ],
    }),
    elseIgnored: toggle({
      title: 'No is fine',
      help: 'Nothing has to happen when the answer is no.',
      initial: false,
      advanced: true,
    }),
  },
  ports: [
    moneyIn(undefined),
    eventIn(),
    {
      id: 'money-then',
      label: 'Money if yes',
      direction: 'out',
      carries: 'money',
      arity: 'many',
      required: false,
    },
    {
      id: 'money-else',
      label: 'Money if no',
      direction: 'out',
      carries: 'money',
      arity: 'many',
      required: false,
    },
    {
      id: 'event-then',
      label: 'Events if yes',
      direction: 'out',
      carries: 'event',
      arity: 'many',
      required: false,
    },
    {
      id: 'event-else',
      label: 'Events if no',
      direction: 'out',
      carries: 'event',
      arity: 'many',
      required: false,
    },
  ],
  facts: ({ props }) =>
    parseExpression(props.expression) ? props.expression.slice(0, 48) : 'no question yet',
  receive({ props }, arrival, context) {
    const question = parseExpression(props.expression)
    if (!question) {
      context.pass(`money-${props.usual}`, () => arrival)
      return
    }
    const when = arrival.when ?? []
    context.pass('money-then', () => ({ ...arrival, when: [...when, conditionOf(question, 'then')] }))
    context.pass('money-else', () => ({ ...arrival, when: [...when, conditionOf(question, 'else')] }))
  },
  forecast({ props }, context) {
    for (const arrival of context.incoming('money-in')) {
      const yes = holdsForAmount(props.expression, arrival.gross.amount) ?? props.usual === 'then'
      context.send(yes ? 'money-then' : 'money-else', () => arrival)
    }
  },
})
