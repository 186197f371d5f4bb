import type { OverviewConflict } from '../../src/session/protocol.ts';
import { type Content, h } from '../dom.ts';
import type { Context } from '../view.ts';
import { number, visible } from '../words.ts';
import type { Camera } from './camera.ts';
import type { OverviewData } from './data.ts';
import type { Flight } from './flight.ts';
import type { Picture } from './picture.ts';
import { stretchText } from './texts.ts';

/** Of what is seen, the share that a conflict takes when one flies to it. */
const CONFLICT_SHARE = 0.5;
/** Positions that are seen around one at least: lines, or milliseconds. */
const AROUND = { line: 120, event: 120, ms: 2000 };

/** From conflict to conflict, in the picture and in the text. */
export class ConflictTour {
	private steps = Promise.resolve();

	constructor(
		private readonly context: Context,
		private readonly data: OverviewData,
		private readonly camera: Camera,
		private readonly picture: Picture,
		private readonly flight: Flight,
		private readonly names: () => string[],
		private readonly say: (words: Content) => void,
	) {}

	/** Flies to the next conflict, to the one before, or (direction 0) to this one. Quick steps are taken one after the other. */
	step(direction: -1 | 0 | 1, conflict?: number): Promise<void> {
		this.steps = this.steps.then(() => this.take(direction, conflict));
		return this.steps;
	}

	private async take(direction: -1 | 0 | 1, conflict?: number): Promise<void> {
		const { host, navigation } = this.context;
		const { camera, data } = this;
		const answer = await host.query('overviewStep', {
			...data.scope,
			conflict: conflict ?? navigation.conflicts.selected?.conflict ?? null,
			from: direction < 0 ? camera.to : camera.from,
			direction,
		});
		if ('err' in answer) {
			this.say(answer.err);
			return;
		}
		if (!data.info) return;
		const found = answer.ok;
		if (found === null) {
			this.say('No conflict here.');
			return;
		}
		this.select(found.conflict, found.key);
		this.context.reveal(found.at, true);
		const end = found.open ? found.start + 1 : found.end;
		this.say([
			`Conflict ${number(found.index)} of ${number(found.total)}: `,
			h('span', { class: 'key-name' }, visible(found.key)),
			`, ${found.open ? 'open since' : 'resolved,'} ${stretchText(data.info, found.start, end, this.names())}`,
		]);
		this.flyTo(found, AROUND[data.info.unit]);
	}

	/** Selects a conflict of the picture and goes to its first line. */
	async choose(conflict: number): Promise<void> {
		const answer = await this.context.host.query('conflict', { id: conflict });
		if ('err' in answer) return;
		this.select(conflict, answer.ok.key);
		this.context.reveal(answer.ok.versions[0]!, false);
	}

	private select(conflict: number, key: string): void {
		this.context.navigation.conflicts.selected = { conflict, key };
		this.context.navigated();
		this.picture.marks.conflict = conflict;
		this.picture.invalidate();
	}

	private flyTo({ start, end, open }: OverviewConflict, around: number): void {
		const { length } = this.camera;
		// An open one has no end to be seen: it is where it begins that tells something.
		const span = Math.min(length, open ? around : Math.max(around, (end - start) / CONFLICT_SHARE));
		const middle = open ? start + span / 4 : (start + end) / 2;
		const from = Math.max(0, Math.min(length - span, middle - span / 2));
		this.flight.to(from, from + span);
	}
}
