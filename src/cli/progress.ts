const AFTER_MS = 500;
const EVERY_MS = 100;

/** Progress on standard error: on a terminal, once it takes longer than half a second, on one line that goes away again. */
export class Progress {
	private readonly start = performance.now();
	private shownAt = Number.NEGATIVE_INFINITY;
	private shown = false;

	/** @param stream where it is shown; nothing is shown where that is no terminal */
	constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {}

	/** @param done from 0 to 1; null where it is not known */
	update(label: string, done: number | null): void {
		if (!this.stream.isTTY) return;
		const now = performance.now();
		if (now - this.start < AFTER_MS || now - this.shownAt < EVERY_MS) return;
		this.shownAt = now;
		this.shown = true;
		this.stream.write(`\r\u001b[K${label}${done === null ? '' : ` ${Math.floor(done * 100)} %`}`);
	}

	/** Takes the line away. */
	end(): void {
		if (this.shown) this.stream.write('\r\u001b[K');
		this.shown = false;
	}
}
