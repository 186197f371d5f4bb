import type { Place } from '../session/protocol.ts';

/** How long the editor may take to move its cursor after it was asked to, in ms. */
const PATIENCE = 700;

/**
 * Tells cursor moves that the webview caused from those of the user. Without it a quick walk through the webview's rows
 * would be pulled back by the cursor that follows it.
 */
export class Echo {
	private expected: { place: Place; until: number }[] = [];

	constructor(private readonly now: () => number = Date.now) {}

	/** The cursor is going to move there. */
	expect(place: Place): void {
		this.expected = this.expected.filter(({ until }) => until > this.now());
		this.expected.push({ place, until: this.now() + PATIENCE });
	}

	/** Whether this move was expected. */
	isEcho(place: Place): boolean {
		return this.expected.some(
			(one) => one.until > this.now() && one.place.file === place.file && one.place.line === place.line,
		);
	}
}
