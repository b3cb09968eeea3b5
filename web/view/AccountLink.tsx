import { blockId } from '#shared/flow/ids.ts'
import { accountName } from '../analysis/account-names.ts'
import { useDocument } from '../document/document-store.ts'
import styles from './AccountLink.module.css'
import { revealBlock } from './view-store.ts'

/** An account by its name and role; leads to its block where it has one. */
export const AccountLink = ({ account }: { account: string }) => {
  const graph = useDocument(state => state.document.graph)
  const { name, role } = accountName(account, graph)
  const id = blockId(account.split(':')[1] ?? '')
  return (
    <>
      {graph.blocks[id] ? (
        <button type="button" className={styles.place} onClick={() => revealBlock(id)}>
          {name}
        </button>
      ) : (
        name
      )}{' '}
      <small>{role}</small>
    </>
  )
}
