/**
 * Text to bytes and back without losing lone surrogates, which JSON escapes may produce ("\ud800"): two keys that differ
 * only in them stay two keys. WTF-8 is UTF-8 that encodes a lone surrogate like any other code point of its size.
 * Source: Simon Sapin, "The WTF-8 encoding".
 */
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Encodes text as WTF-8. Linear in the text. */
export function encodeWtf8(text: string): Uint8Array {
	if (!LONE_SURROGATE.test(text)) return encoder.encode(text);
	const bytes: number[] = [];
	for (const character of text) {
		const code = character.codePointAt(0) as number;
		if (code >= 0xd800 && code <= 0xdfff) {
			bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
		} else {
			bytes.push(...encoder.encode(character));
		}
	}
	return Uint8Array.from(bytes);
}

/** Decodes WTF-8. Bytes that are neither UTF-8 nor an encoded surrogate become U+FFFD. Linear in the bytes. */
export function decodeWtf8(bytes: Uint8Array): string {
	const first = surrogateAt(bytes, 0);
	if (first < 0) return decoder.decode(bytes);
	let text = '';
	let from = 0;
	for (let at = first; at >= 0; at = surrogateAt(bytes, from)) {
		const low = ((bytes[at + 1] as number) & 0x3f) << 6;
		const code = 0xd000 | low | ((bytes[at + 2] as number) & 0x3f);
		text += decoder.decode(bytes.subarray(from, at)) + String.fromCharCode(code);
		from = at + 3;
	}
	return text + decoder.decode(bytes.subarray(from));
}

/** Where the next encoded surrogate stands at or after `from`, or -1. */
function surrogateAt(bytes: Uint8Array, from: number): number {
	for (let at = bytes.indexOf(0xed, from); at >= 0; at = bytes.indexOf(0xed, at + 1)) {
		const second = bytes[at + 1] ?? 0;
		const third = bytes[at + 2] ?? 0;
		if (second >= 0xa0 && second <= 0xbf && third >= 0x80 && third <= 0xbf) return at;
	}
	return -1;
}
