/**
 * Trace text made harmless to look at: characters that one cannot see, or that move what stands around them (controls,
 * escape sequences of terminals, bidirectional overrides, zero-width and other ignorable characters, line separators, lone
 * surrogates), are shown as visible ones. What joins and colours emoji is left alone.
 */
const UNSEEN =
	/(?!(?<=\p{Extended_Pictographic}\ufe0f?)[\u200d\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Text in which nothing is to be looked for: most of it, and the search takes long. */
const PLAIN = /^[ -~]*$/;

/** The text with everything unseen shown: controls as their pictures (␊), the others by number (⟨U+202E⟩). Linear. */
export function visible(text: string): string {
	if (PLAIN.test(text)) return text;
	return text.replace(UNSEEN, (character) => {
		const code = character.codePointAt(0) as number;
		if (code < 0x20) return String.fromCharCode(0x2400 + code);
		if (code === 0x7f) return '␡';
		return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
	});
}

/** The first `length` characters of a text, the last of them an ellipsis where there are more. Never halves a character. */
export function shortened(text: string, length: number): string {
	if (text.length <= length) return text;
	// A character is at most two code units: what is further on cannot be within the length.
	const characters = Array.from(text.slice(0, length * 2 + 2));
	return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
}

/** Visible and at most `length` characters long. Cost depends on the length, not on the text. */
export function brief(text: string, length: number): string {
	return shortened(visible(text.slice(0, length * 2 + 2)), length);
}

/** A key or another text of the trace within a sentence: in quotes, visible, and not too long. */
export function quoted(text: string, length = 60): string {
	return `"${brief(text, length)}"`;
}

/** An id within a sentence: as it is where it is a plain word, else in quotes. */
export function word(id: string): string {
	return /^[\w.@:/-]{1,60}$/.test(id) ? id : quoted(id);
}

/** A number with its noun: `1 conflict`, `12 conflicts`. Thousands are set apart. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
	return `${figure(number)} ${number === 1 ? noun : plural}`;
}

/** A whole number with its thousands set apart: 1,234,567. */
export function figure(number: number): string {
	return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
