import type { Write } from './writes.ts';

/** One step of a key's history on one server. */
interface Step {
	readonly write: Write;
	/** The server did not apply it: only a report tells that it arrived. */
	readonly dropped: boolean;
}

/** The order in which the writes of each key reached one server, its own included: exact for a key, since a row has one history. */
export class Sequences {
	private readonly ofKey = new Map<string, Step[]>();
	private readonly known = new Set<Write>();

	/** Adds what the server's stream shows next. */
	append(key: string, write: Write): void {
		if (this.known.has(write)) return;
		this.known.add(write);
		this.steps(key).push({ write, dropped: false });
	}

	/** A report shows that `arrived` met the row as `met` had left it. */
	after(key: string, met: Write, arrived: Write): void {
		const steps = this.steps(key);
		const isPlaced = this.known.has(arrived);
		if (!this.known.has(met)) {
			const at = isPlaced ? placeIn(steps, arrived) : steps.length;
			steps.splice(at, 0, { write: met, dropped: true });
		}
		if (!isPlaced) {
			let at = placeIn(steps, met);
			do at++;
			while (steps[at]?.dropped);
			steps.splice(at, 0, { write: arrived, dropped: true });
		}
		this.known.add(met).add(arrived);
	}

	/**
	 * A report shows that `arrived` met no row: it stands after a delete or before everything; of several such places, after the
	 * last one all before which is older than the report. Answers the write that had deleted the row, if the stream shows it.
	 *
	 * @param isBefore whether a write is known to have been there when the report was written
	 */
	whereAbsent(key: string, arrived: Write, isBefore: (write: Write) => boolean): Write | null {
		const steps = this.steps(key);
		if (this.known.has(arrived)) return this.lastApplied(steps, placeIn(steps, arrived));
		this.known.add(arrived);
		let place = 0;
		for (const [i, { write, dropped }] of steps.entries()) {
			if (!isBefore(write)) break;
			if (dropped ? place === i : write.operation === 'delete') place = i + 1;
		}
		const met = this.lastApplied(steps, place);
		while (steps[place]?.dropped) place++;
		steps.splice(place, 0, { write: arrived, dropped: true });
		return met;
	}

	/** The writes of a key in order, those that were not applied included. */
	writes(key: string): Write[] {
		return this.steps(key).map(({ write }) => write);
	}

	/** By key: the last write that the server applied. */
	*last(): Iterable<[key: string, write: Write]> {
		for (const [key, steps] of this.ofKey) {
			const write = this.lastApplied(steps, steps.length);
			if (write !== null) yield [key, write];
		}
	}

	private lastApplied(steps: readonly Step[], before: number): Write | null {
		for (let i = before - 1; i >= 0; i--) if (!steps[i]?.dropped) return (steps[i] as Step).write;
		return null;
	}

	private steps(key: string): Step[] {
		let steps = this.ofKey.get(key);
		if (steps === undefined) {
			steps = [];
			this.ofKey.set(key, steps);
		}
		return steps;
	}
}

function placeIn(steps: readonly Step[], write: Write): number {
	return steps.findLastIndex((step) => step.write === write);
}
