/** A message as lib writes it: what stands between backticks is a name or a command. */
export function Words({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text that never change places
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );
}
