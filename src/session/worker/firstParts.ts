/** Files of less content than this are soon read as a whole. */
const LARGE = 64 << 20;
/** So much content is analysed first. */
const FIRST = 12 << 20;
/** Each further part is so many times as long as the one before. */
const FACTOR = 6;
/** A part that is more than this share of the whole is not worth its while: the whole comes soon. */
const LARGEST = 1 / 5;

/**
 * When to analyse what has been read so far of files that are large. The parts grow so fast, and the last one is so short, that
 * all of them together are less than a quarter of the whole: beside the reading that is less than a sixth of the time.
 */
export class FirstParts {
	private next = FIRST;

	/**
	 * Whether to analyse now.
	 *
	 * @param content so many bytes of content have been read
	 * @param bytes the same in bytes as they are stored
	 * @param total all bytes as they are stored; null where that is not known, and then never
	 */
	isDue(content: number, bytes: number, total: number | null): boolean {
		if (total === null || content < this.next) return false;
		const whole = (content * total) / Math.max(1, bytes);
		if (whole < LARGE || content > whole * LARGEST) return false;
		this.next = content * FACTOR;
		return true;
	}
}
