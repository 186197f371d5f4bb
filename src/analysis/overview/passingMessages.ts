import type { Analysis } from '../analysis.ts';
import { type Axis, eventOf } from './axis.ts';
import type { MessageLine } from './messageLines.ts';

/** Of so many messages it is known where the first begins and the last ends. */
const BLOCK = 64;

/**
 * Messages that pass over a stretch of an axis, sent before it and received behind it (or the other way round, along lines). They
 * stand in the order of their receives: most messages are short, so that of a block of them little is known to be enough.
 */
export class PassingMessages {
	private readonly receives: Int32Array;
	/** By block: the least position of its messages' ends, and the greatest. */
	private readonly least: Float64Array;
	private readonly greatest: Float64Array;

	/** O(events of the axis); 4 bytes a message. */
	constructor(
		private readonly analysis: Analysis,
		private readonly axis: Axis,
	) {
		let count = 0;
		for (const _ of this.all()) count++;
		this.receives = new Int32Array(count);
		const blocks = Math.ceil(count / BLOCK);
		this.least = new Float64Array(blocks).fill(Number.POSITIVE_INFINITY);
		this.greatest = new Float64Array(blocks).fill(Number.NEGATIVE_INFINITY);
		let at = 0;
		for (const receive of this.all()) {
			const block = Math.floor(at / BLOCK);
			const [start, end] = this.extent(receive);
			this.least[block] = Math.min(this.least[block] as number, start);
			this.greatest[block] = Math.max(this.greatest[block] as number, end);
			this.receives[at++] = receive;
		}
	}

	/**
	 * Those that begin before [from, to) and end behind it: at most `limit` of the `total`. O(blocks + messages found), and a little
	 * more where short and long messages are mixed.
	 */
	over(from: number, to: number, limit: number): { lines: MessageLine[]; total: number } {
		const lines: MessageLine[] = [];
		let total = 0;
		for (let block = 0; block < this.least.length; block++) {
			if ((this.least[block] as number) >= from || (this.greatest[block] as number) < to) continue;
			for (const receive of this.receives.subarray(block * BLOCK, (block + 1) * BLOCK)) {
				const [start, end] = this.extent(receive);
				if (start >= from || end < to) continue;
				if (total++ < limit) lines.push({ send: this.analysis.sendOf[receive] as number, receive });
			}
		}
		return { lines, total };
	}

	private *all(): Generator<number> {
		const { sendOf } = this.analysis;
		if (sendOf.length === 0) return;
		for (let rank = 0; rank < this.axis.count; rank++) {
			const event = eventOf(this.axis, rank);
			const send = sendOf[event] as number;
			if (send >= 0 && !Number.isNaN(this.axis.position(send))) yield event;
		}
	}

	private extent(receive: number): [start: number, end: number] {
		const received = this.axis.position(receive);
		const sent = this.axis.position(this.analysis.sendOf[receive] as number);
		return sent < received ? [sent, received] : [received, sent];
	}
}
