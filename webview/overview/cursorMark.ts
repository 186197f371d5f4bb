import type { Place } from '../../src/session/protocol.ts';
import type { Context } from '../view.ts';
import type { OverviewData } from './data.ts';
import type { Picture } from './picture.ts';

/** Marks in the picture where the text cursor is. */
export class CursorMark {
	private cursor: Place | null = null;

	constructor(
		private readonly context: Context,
		private readonly data: OverviewData,
		private readonly picture: Picture,
	) {}

	/** The text cursor is here. */
	follow(place: Place): Promise<void> {
		this.cursor = place;
		return this.place();
	}

	/** Asks where that is along the axis. */
	async place(): Promise<void> {
		const { cursor, data } = this;
		if (!cursor || !data.info) return;
		const answer = await this.context.host.query('overviewPlace', { ...data.scope, place: cursor });
		if (this.cursor !== cursor || 'err' in answer) return;
		this.picture.marks.cursor = answer.ok;
		this.picture.invalidate();
	}
}
