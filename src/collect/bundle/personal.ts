import type { Pseudonym } from '../../contract/bundle.ts';

/** Forms in which texts hold secrets and people, each told by what stands around it. */

/** Gives what stands for something: the same for the same of its kind. */
export type Named = (kind: Pseudonym['kind'], original: string) => string;

type Replace = (text: string, named: Named) => string;

/** What was already replaced, by an expression that came before. */
const isPseudonym = (text: string) => /^(?:computer|user|domain|phone-number|wireless-network|secret)-\d+$/.test(text);

const keyBlock =
  /-----BEGIN [^-\r\n]{1,60}-----(?:\s*[A-Za-z0-9+/=]+)*(?:\s*-----END [^-\r\n]{1,60}-----)?|(?:[A-Za-z0-9+/=]{20,80}\r?\n){1,200}-----END [^-\r\n]{1,60}-----/g;
const inlineBlock =
  /<(key|tls-auth|tls-crypt|tls-crypt-v2|secret|pkcs12|auth-user-pass|http-proxy-user-pass)>[^<]*(?:<\/\1>)?/g;
const token = /\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)*|\b(?:Bearer|Basic|Negotiate|NTLM) +[\w.~+/-]{8,}=*|\bSESS_ID_\w+/g;
/** WireGuard's keys: 32 bytes in base64. */
const curveKey = /(?<![\w+/=])[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=(?![\w+/=])/g;
const header = /((?:set-)?cookie|(?:proxy-|www-)?authorization|x-[\w-]*token)(["']?\s*:\s*["']?)([^\r\n"']+)/gi;

const secretName =
  '(?:(?:private|preshared|pre-shared|shared|api|access|client|account|session)[ _-]?(?:key|secret)|password|passphrase|' +
  'passwd|passcode|pwd|token|secret|cookie|authorization|otp|CustomAuthData|CustomAuthKey|session[ _-]?id)';
const secretSetting = new RegExp(
  `(${secretName})(\\\\?["']?\\s*[:=]\\s*)(\\\\?"[^"\\r\\n]*"|'[^'\\r\\n]*'|[^\\s"'<>,;&]+)`,
  'gi',
);
const secretElement = new RegExp(`(<[\\w:.-]{0,40}${secretName}[\\w:.-]{0,20}(?: [^<>]{0,200})?>)([^<]+)(?=<)`, 'gi');

const userName =
  '(?:(?:user|login|logon|account|sam[ _-]?account)[ _-]?(?:name|id)?|user[ _-]?principal[ _-]?name|upn)';
const userSetting = new RegExp(`\\b(${userName})(\\\\?["']?[ \\t]*[:=][ \\t]*\\\\?["']?)([^\\s"'<>,;&|()]+)`, 'gi');
const userElement = new RegExp(`(<(?:[\\w-]{0,20})${userName}(?: [^<>]{0,200})?>)([^<]+)(?=<)`, 'gi');
/** Local parts have 64 characters at most (RFC 5321). */
const mail = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;
const securityId = /\bS-1-(?:5-21|12-1)(?:-\d+){3,15}/g;
/** Teams' and Microsoft Entra's ids of people and tenants. */
const objectId =
  /((?:orgid|oid|tid|puid|(?:user|tenant|object)[ _-]?(?:object)?[ _-]?id)\\?["']?\s*[:=]\s*\\?["']?)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/gi;
/** Names as JSON has them; `DisplayName :` is any rule's and service's. */
const fullName = /((?:display|given|full|family|first|last|sur)[ _-]?name\\?"\s*:\s*\\?")([^"\\\r\n]{2,80})(?=\\?")/gi;
/** Whom a certificate is of, where that is no server. */
const subject = /(\bCN\s?=\s?)([^,/"\r\n.<>]{2,64})(?=[,/"\r\n<]|$)/gm;
const phoneBookDomain = /^(Domain=)(\S[^\r\n]*)/gim;
const environmentDomain = /\b(USERDOMAIN(?:_ROAMINGPROFILE)?=)(\S+)/gi;
const phoneNumber = /^(\w*PhoneNumber\w*=)(\+?\d[\d() .\/-]{4,})$/gim;
const station = /(BSSID\s*(?:\d+\s*)?[:=]\s*)((?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2})/gi;

/** The expressions in the order in which they look: what an earlier one has replaced is no later one's. */
export const replacements: readonly Replace[] = [
  (text, named) => text.replace(keyBlock, (found) => named('secret', found)),
  (text, named) => text.replace(inlineBlock, (found) => named('secret', found)),
  (text, named) => text.replace(header, (_, name: string, sign: string, value) => name + sign + named('secret', value)),
  (text, named) => text.replace(token, (found) => named('secret', found)),
  (text, named) =>
    text.replace(secretSetting, (_, name: string, sign: string, value) => name + sign + hide(value, named)),
  (text, named) => text.replace(secretElement, (_, start: string, value) => start + named('secret', value)),
  (text, named) => text.replace(curveKey, (found) => named('secret', found)),
  (text, named) => text.replace(url, (found) => withoutSecrets(found, named)),
  (text, named) => text.replace(credentials, (found) => named('secret', found)),
  (text, named) => text.replace(securityId, (found) => named('user', found)),
  (text, named) => text.replace(objectId, (_, start: string, id) => start + named('user', id)),
  (text, named) => text.replace(mail, (found) => (isPseudonym(found.split('@')[0]) ? found : named('user', found))),
  (text, named) => text.replace(fullName, (_, start: string, name) => start + named('user', name)),
  (text, named) => text.replace(subject, (_, start: string, name) => start + named('user', name.trim())),
  (text, named) => text.replace(phoneBookDomain, (_, name: string, value) => name + named('domain', value)),
  (text, named) => text.replace(environmentDomain, (_, name: string, value) => name + named('domain', value)),
  (text, named) => text.replace(phoneNumber, (_, name: string, value) => name + named('phone number', value)),
  (text, named) => text.replace(station, (_, name: string, value) => name + named('wireless network', value)),
];

/** The value of a setting, its quotes left in place. */
function hide(value: string, named: Named): string {
  const [, before, inside, after] = /^(\\?["'])(.*?)(\\?["'])$/s.exec(value) ?? ['', '', value, ''];
  return inside === '' || isPseudonym(inside) ? value : before + named('secret', inside) + after;
}

const url = /\b(?:https?|ftp|socks\w*|proxy|ldaps?|file):\/\/[^\s"'<>]+/gi;
/** `name:password@`, before a proxy that has no scheme. */
const credentials = /(?<![^\s"'=;,(])[^\s"'<>=;,/@:()]{1,64}:[^\s"'<>;,/@]{1,128}(?=@[\w[])/g;
/** A part of a path that looks drawn by lot: letters and digits, long, and no file's name. */
const drawn = /(?<=\/)(?=[\w~-]*\d)(?=[\w~-]*[a-z])[\w~-]{16,}(?=[/?#]|$)/gi;

function withoutSecrets(address: string, named: Named): string {
  return address
    .replace(/(?<=:\/\/)[^/@]+(?=@)/, (user) => named('secret', user))
    .replace(/(?<=[?#])(?!\.\.\.$).+$/, (query) => named('secret', query))
    .replace(drawn, (part) => named('secret', part));
}

/** `CONTOSO\\user-1`. */
const accountOfPseudonym = /(?<![\w.\\/-])([\w-][\w.-]{0,63})(\\{1,2})(?=user-\d)/g;
/** `CONTOSO\\jane`: names of domains are written in capitals, and no folder follows the name. */
const account = /(?<![\w.:\\/-])([A-Z][A-Z0-9-]{1,14})\\([A-Za-z][\w.-]{0,63}\b)(?![\\&{-])/g;
/** Keys of the registry, accounts of Windows itself, and buses of devices. */
const notDomains =
  /^(?:PCI|USB|ROOT|SWD|HTREE|ACPI|VMBUS|BTH|HK\w+|AUTHORITY|SERVICE|BUILTIN|NT|IIS|MACHINE|SYSTEM|SOFTWARE|REGISTRY|AzureAD|computer-\d+)$/i;

/** Values of settings that name a person. They come after the names, so that one who is known is not named twice. */
export function withoutUsers(text: string, named: Named, isTelling: (name: string) => boolean): string {
  const user = (value: string) =>
    isTelling(value) && /\p{L}/u.test(value) && !/^n\/a$/i.test(value) && !/(?:user|domain|secret)-\d+/.test(value)
      ? named('user', value)
      : value;
  return text
    .replace(userSetting, (_, name: string, sign: string, value: string) => name + sign + user(value))
    .replace(userElement, (_, start: string, value: string) => start + user(value))
    .replace(accountOfPseudonym, (found, domain: string, slash: string) =>
      isTelling(domain) && !notDomains.test(domain) ? named('domain', domain) + slash : found,
    )
    .replace(account, (found, domain: string, name: string) =>
      isTelling(name) && isTelling(domain) && !notDomains.test(domain)
        ? `${named('domain', domain)}\\${named('user', name)}`
        : found,
    );
}
