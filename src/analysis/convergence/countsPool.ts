import { grown } from '../../trace/growable.ts';
import type { SeenCounts } from './seen.ts';

/** Many short lists of counts in one array: what sessions and replicas last saw of each key. Starts are given out by {@link add}. */
export class CountsPool {
	values = new Int32Array(1 << 10);
	private used = 0;

	/** Makes room for a list of zeros and tells where it starts. Amortised linear in its length. */
	add(length: number): number {
		const start = this.used;
		this.used += length;
		this.values = grown(this.values, this.used);
		return start;
	}

	/** Writes a list over the one that starts there. */
	set(start: number, counts: SeenCounts): void {
		for (let i = 0; i < counts.length; i++) this.values[start + i] = counts[i] as number;
	}

	/** Raises a list to what another one has more. */
	join(start: number, counts: SeenCounts): void {
		for (let i = 0; i < counts.length; i++) {
			const count = counts[i] as number;
			if (count > (this.values[start + i] as number)) this.values[start + i] = count;
		}
	}

	/** Whether the list that starts there is `counts`. */
	equals(start: number, counts: SeenCounts): boolean {
		for (let i = 0; i < counts.length; i++) if (this.values[start + i] !== counts[i]) return false;
		return true;
	}

	/** A copy of a list. */
	copy(start: number, length: number): SeenCounts {
		return this.values.slice(start, start + length);
	}
}
