/** A text in which addresses lead where they say. */
export const LinkedText = ({ text }: { text: string }) =>
  text.split(/(https:\/\/[^\s,]+)/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <a key={part} href={part} target="_blank" rel="noreferrer">
        {part.replace('https://', '')}
      </a>
    ),
  )
