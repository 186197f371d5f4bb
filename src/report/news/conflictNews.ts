import { isResolved, membersOf } from '../../analysis/conflicts.ts';
import { firstWhere } from '../../trace/firstWhere.ts';
import { fileOf, type Trace } from '../../trace/trace.ts';
import type { Shown } from '../shown.ts';

/** What became of a conflict since the analysis before. */
export type News = ConflictChange | Gone;

export interface ConflictChange {
	/**
	 * `new`: none of its versions was in conflict before. `grown`: it has more versions, or what were several are one. `resolved`: it
	 * was open. `reopened`: what had resolved it is a part of it, or is no more.
	 */
	readonly what: 'new' | 'grown' | 'resolved' | 'reopened';
	readonly conflict: number;
}

/** What was a conflict is none any more, of no other one either: what was added orders its versions. */
export interface Gone {
	readonly what: 'gone';
	/** As text. */
	readonly key: string;
	/** The events of the versions that it had, as far as they are there. */
	readonly events: readonly number[];
}

/** Of more events on one line than this the later ones are taken for one. */
const SAME_LINE = 1000;

interface Known {
	versions: number;
	key: string;
	isResolved: boolean;
}

/**
 * Compares the conflicts of a trace that grows with those that it had before. A conflict is known again by its versions, and they
 * by their places in the files.
 */
export class ConflictNews {
	/** By a version's place: the conflict that it was in. */
	private known = new Map<string, Known>();

	/** Forgets what it knows: the files are others. */
	restart(): void {
		this.known = new Map();
	}

	/** The news since the last call, in the order of the conflicts. Linear in the versions in conflict. */
	update({ analysis }: Shown): News[] {
		const { trace, conflicts, versions } = analysis;
		const news: News[] = [];
		const now = new Map<string, Known>();
		for (let conflict = 0; conflict < conflicts.count; conflict++) {
			const members = membersOf(conflicts, conflict);
			const key = trace.keys.text(conflicts.key[conflict] as number);
			const entry = { versions: members.length, key, isResolved: isResolved(conflicts, conflict) };
			let before: Known | undefined;
			for (const version of members) {
				const event = versions.event[version] as number;
				const place = placeKey(trace, event);
				before ??= this.known.get(place);
				now.set(place, entry);
			}
			const what = changeOf(before, entry);
			if (what !== null) news.push({ what, conflict });
		}
		const gone = this.gone(trace, now);
		this.known = now;
		return [...news, ...gone];
	}

	/** The conflicts that were known of whose versions none is in a conflict now. */
	private gone(trace: Trace, now: ReadonlyMap<string, Known>): Gone[] {
		const before = new Map<Known, string[]>();
		for (const [place, entry] of this.known) {
			const places = before.get(entry);
			if (places === undefined) before.set(entry, [place]);
			else places.push(place);
		}
		return [...before]
			.filter(([, places]) => !places.some((place) => now.has(place)))
			.map(([{ key }, places]) => ({
				what: 'gone',
				key,
				events: places.map((place) => eventAt(trace, place)).filter((event) => event >= 0),
			}));
	}
}

function changeOf(before: Known | undefined, now: Known): ConflictChange['what'] | null {
	if (before === undefined) return 'new';
	if (before.versions !== now.versions) return 'grown';
	if (before.isResolved === now.isResolved) return null;
	return now.isResolved ? 'resolved' : 'reopened';
}

/** The same in every analysis: the file, where the line starts in it, and which of the line's events it is. */
function placeKey(trace: Trace, event: number): string {
	const offset = trace.offset[event] as number;
	const file = fileOf(trace, event);
	let nth = 0;
	for (let other = event - 1; other >= 0 && trace.offset[other] === offset && nth < SAME_LINE; other--) nth++;
	return `${file} ${offset} ${nth}`;
}

/** The event of a {@link placeKey}; -1 where there is none. Logarithmic in the file's events. */
function eventAt(trace: Trace, place: string): number {
	const [number = 0, offset = 0, nth = 0] = place.split(' ').map(Number);
	const file = trace.files[number];
	if (file === undefined) return -1;
	const first = firstWhere(file.firstEvent, file.endEvent, (at) => (trace.offset[at] as number) >= offset);
	const event = first + nth;
	return event < file.endEvent && trace.offset[event] === offset ? event : -1;
}
