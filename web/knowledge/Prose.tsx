import { ExternalLink } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { piecesOf } from '#shared/knowledge/guide.ts'
import type { KnowledgeTopic } from '../view/knowledge.ts'
import { openKnowledge } from '../view/knowledge.ts'
import styles from './knowledge.module.css'

/** Pieces of a text with where each one ends, which tells them apart. */
const ends = <T extends { readonly text: string }>(
  pieces: readonly T[],
): readonly (T & { end: number })[] => {
  let end = 0
  return pieces.map(piece => {
    end += piece.text.length
    return { ...piece, end }
  })
}

/** Code that may break behind its dots and brackets, not within a word. */
const Code = ({ text }: { text: string }) => (
  <code>
    {ends(text.split(/(?<=[.,[\](])/).map(piece => ({ text: piece }))).map(({ text: piece, end }) => (
      <Fragment key={end}>
        {piece}
        {end < text.length && <wbr />}
      </Fragment>
    ))}
  </code>
)

/** A text whose back quotes stand for code. */
export const Prose = ({ text }: { text: string }) =>
  ends(piecesOf(text)).map(piece => (piece.code ? <Code key={piece.end} text={piece.text} /> : piece.text))

/** A stretch of a page with its heading. */
export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={styles.section}>
    <h3>{title}</h3>
    {children}
  </section>
)

/** Words that lead to another page of the reference. */
export const TopicLink = ({ topic, children }: { topic: KnowledgeTopic; children: ReactNode }) => (
  <button type="button" className={styles.link} onClick={() => openKnowledge(topic)}>
    {children}
  </button>
)

/** Where something comes from: an address, or experience. */
export const Source = ({ sources }: { sources: readonly string[] }) => (
  <p className={styles.source}>
    Source:{' '}
    {sources.map((source, index) => (
      <span key={source}>
        {index > 0 && ', '}
        {source.startsWith('https://') ? (
          <a href={source} target="_blank" rel="noreferrer">
            {source.replace('https://', '')}
            <ExternalLink aria-label="opens in a new tab" />
          </a>
        ) : (
          'experience'
        )}
      </span>
    ))}
  </p>
)

/** A table; the first column heads its rows. */
export const Table = ({
  titles,
  rows,
}: {
  titles: readonly string[]
  rows: readonly (readonly string[])[]
}) => (
  <div className={styles.tableBox}>
    <table className={styles.table}>
      <thead>
        <tr>
          {titles.map(title => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.join()} data-continues={row[0] === '' || undefined}>
            {row.map((cell, column) => (
              <td key={titles[column]}>
                <Prose text={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

/** A list of code words: calls or events. */
export const CodeList = ({ names }: { names: readonly string[] }) => (
  <ul className={styles.codes}>
    {names.map(name => (
      <li key={name}>
        <Code text={name} />
      </li>
    ))}
  </ul>
)
