import { ToolError } from '../../contract/error.ts';

/** The upper halves of the code pages of Western and Central European consoles, which the platform's decoder lacks. */
const upperHalves: Readonly<Record<string, string>> = {
  '437':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  '850':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  '852':
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
};

/** What the platform's decoder calls the others that Windows consoles use. */
const encodings: Readonly<Record<string, string>> = {
  '866': 'ibm866',
  '874': 'windows-874',
  '932': 'shift_jis',
  '936': 'gbk',
  '949': 'euc-kr',
  '950': 'big5',
  '1250': 'windows-1250',
  '1251': 'windows-1251',
  '1252': 'windows-1252',
  '1253': 'windows-1253',
  '1254': 'windows-1254',
  '1255': 'windows-1255',
  '1256': 'windows-1256',
};

const codePages = [...Object.keys(upperHalves), ...Object.keys(encodings)];

/** @throws ToolError `CodePageUnknown` */
export function decodeCodePage(bytes: Buffer, codePage: string): string {
  const upper = upperHalves[codePage];
  if (upper) return bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, (byte) => upper[byte.charCodeAt(0) - 128]);
  const encoding = encodings[codePage];
  if (encoding) return new TextDecoder(encoding).decode(bytes);
  throw new ToolError(
    'CodePageUnknown',
    'InvalidArgument',
    `there is no code page ${JSON.stringify(codePage)}; there are ${codePages.join(', ')}.`,
    codePage,
  );
}

/** How a text looks where its code page was guessed right: nearly all beyond ASCII is of one script, and in rows. */
const scripts: readonly { readonly codePage: string; readonly letter: RegExp; readonly row: RegExp }[] = [
  { codePage: '932', letter: /[ぁ-んァ-ヶー一-龥]/, row: /[ぁ-んァ-ヶ]{2}/ },
  { codePage: '866', letter: /[А-яЁё]/, row: /[А-яЁё]{5}/ },
  { codePage: '949', letter: /[가-힣]/, row: /[가-힣]{2}/ },
  { codePage: '936', letter: /[一-龥]/, row: /[一-龥]{2}/ },
  { codePage: '950', letter: /[一-龥]/, row: /[一-龥]{2}/ },
];

/**
 * The code page that a text was most likely written in. In Western and Central Europe the bytes above 127 stand alone
 * among letters, and cannot be told apart. Only names of interfaces depend on it.
 */
export function guessCodePage(bytes: Buffer): string {
  const sample = bytes.subarray(0, 1 << 16);
  const fitting = scripts.find(({ codePage, letter, row }) => {
    const text = strict(sample, encodings[codePage]) ?? '';
    const foreign = [...text].filter((character) => character > '\u007f');
    const letters = foreign.filter((character) => letter.test(character));
    return letters.length > 0.9 * foreign.length && row.test(text);
  });
  return fitting?.codePage ?? '850';
}

/** Null where the bytes cannot be of this encoding, but for a character that the sample cuts. */
function strict(sample: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
  } catch {
    return null;
  }
}
