import { type Content, h } from '../dom.ts';
import type { Context } from '../view.ts';
import { visible } from '../words.ts';
import type { Camera } from './camera.ts';
import type { OverviewData } from './data.ts';
import type { Hit } from './hit.ts';
import { countsText, stretchText } from './texts.ts';

/** From the picture to the lines of the text, and to words: by mouse and by keyboard. */
export class OverviewReader {
	private lane = -1;

	constructor(
		private readonly context: Context,
		private readonly data: OverviewData,
		private readonly names: () => string[],
		private readonly say: (words: Content) => void,
	) {}

	/** Goes to the line of what was hit. */
	async reveal(hit: Hit | null): Promise<void> {
		const { data } = this;
		if (hit?.kind === 'lane') await this.revealFirst(hit.from, hit.to, hit.lane);
		else if (hit?.kind === 'message') {
			const { sent, from } = data.details!.messages!;
			await this.revealAt(sent[hit.message]!, from[hit.message]!);
		}
	}

	/** Goes to the line of the event at a position, in one lane. */
	revealAt(at: number, lane: number): Promise<void> {
		return this.revealFirst(at, at + (this.data.info?.unit === 'ms' ? 1e-3 : 1), lane);
	}

	/** Goes to the line of the first event of a stretch, of one lane or of all. */
	async revealFirst(from: number, to: number, lane: number | null): Promise<void> {
		const answer = await this.context.host.query('overviewRange', { ...this.data.scope, from, to, lane });
		if ('ok' in answer && answer.ok.first) this.context.reveal(answer.ok.first, false);
	}

	/** Says what the next lane, or the one before, holds of what is seen. */
	async nextLane(step: 1 | -1, { from, to }: Camera): Promise<void> {
		const { info, scope } = this.data;
		if (!info || info.lanes.length === 0) return;
		const { length } = info.lanes;
		const lane = this.lane < 0 ? (step > 0 ? 0 : length - 1) : (this.lane + step + length) % length;
		this.lane = lane;
		const answer = await this.context.host.query('overviewRange', { ...scope, from, to, lane });
		if ('err' in answer || lane !== this.lane) return;
		this.say([
			h('strong', { class: 'replica' }, visible(info.lanes[lane]!.name)),
			`, ${stretchText(info, from, to, this.names())}: ${countsText(answer.ok.counts)}`,
		]);
	}
}
