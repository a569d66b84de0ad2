/**
 * Arguments as one command line, which CommandLineToArgvW and the C runtime take apart again: backslashes count only
 * before a quotation mark. https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
export function commandLine(args: readonly string[]): string {
  return args.map(quoted).join(' ');
}

function quoted(text: string): string {
  if (/^[^\s"]+$/.test(text)) return text;
  return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}
