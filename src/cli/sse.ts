/** The `data` of each event of a server-sent event stream (WHATWG HTML, 9.2.6), parsed as JSON. Comments are skipped. */
export async function* serverSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown, void> {
  const decoder = new TextDecoder()
  let held = ""
  for await (const chunk of body) {
    const blocks = (held + decoder.decode(chunk, { stream: true })).split(/\r?\n\r?\n/)
    held = blocks.pop() ?? ""
    for (const block of blocks) {
      const data = block.split(/\r?\n/).filter((line) => line.startsWith("data:"))
      if (data.length > 0) yield JSON.parse(data.map((line) => line.slice(5)).join("\n"))
    }
  }
}
