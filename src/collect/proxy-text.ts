/** A proxy or its URL without the name and the password that it may hold, nor what its query may. */
export function withoutSecrets(text: string): string {
  return text.replace(/[^\s;,=/@]*@/g, '').replace(/\?[^\s;,]*/g, '?...');
}
