/** What one cannot see or what moves the text around it, but tabs and what joins emoji. */
const UNSEEN =
	/(?!\t|(?<=\p{Extended_Pictographic}\ufe0f?)[\u200d\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** The text with everything unseen as something to see, one code unit for one: columns stay as they are. Linear. */
export function shownText(text: string): string {
	return text.replace(UNSEEN, (character) => {
		const code = character.charCodeAt(0);
		if (code < 0x20) return String.fromCharCode(0x2400 + code);
		return code === 0x7f ? '\u2421' : '\u2426'.repeat(character.length);
	});
}
