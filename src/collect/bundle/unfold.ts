/** Texts of `netsh wfp show state`: bytes in hexadecimal, and the same as characters with a dot after each. */
const data = /<data>((?:[0-9a-f]{2}00){4,})<\/data>/gi;
const asString = /<asString>((?:[^<]\.){4,}[^<]?)<\/asString>/g;

/** Makes readable what is written in a form in which no name would be found. */
export function unfold(text: string): string {
  return text
    .replace(data, (_, hex: string) => `<data>${plainly(Buffer.from(hex, 'hex').toString('utf16le'))}</data>`)
    .replace(asString, (_, dotted: string) => `<asString>${plainly(dotted.replace(/([^<])\./g, '$1'))}</asString>`);
}

function plainly(text: string): string {
  return text.replace(/\0/g, '').replace(/[<>&]/g, '?');
}
