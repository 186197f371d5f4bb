import { grown } from '../../trace/growable.ts';
import type { KeyView } from '../keyView.ts';
import type { Lanes } from './lanes.ts';
import type { SeenVisitor } from './seenWrites.ts';

/**
 * Collects causal inversions: versions w with a version v in their past whose time is greater. Last-write-wins would keep v
 * and drop w, although w was written knowing v. Each is counted once, with the v of the greatest time.
 */
export class Inversions implements SeenVisitor {
	count = 0;
	/** The version w that would be dropped. */
	later = new Int32Array(16);
	/** The version v that would be kept. */
	earlier = new Int32Array(16);

	onVersion(place: number, seen: Int32Array, view: KeyView, lanes: Lanes): void {
		const { ids } = view;
		const { ts } = view.versions;
		const later = ids[place] as number;
		let most = ts[later] as number;
		if (!Number.isFinite(most)) return;
		let earlier = -1;
		for (let lane = 0; lane < lanes.count; lane++) {
			const count = seen[lanes.list[lane] as number] as number;
			if (count === 0) continue;
			const greatest = lanes.greatestSeen(lane, count);
			if (greatest < 0) continue;
			const version = ids[greatest] as number;
			const time = ts[version] as number;
			if (time <= most) continue;
			most = time;
			earlier = version;
		}
		if (earlier >= 0) this.add(later, earlier);
	}

	/** Adds that the version `later` would be dropped for `earlier`. */
	add(later: number, earlier: number): void {
		const id = this.count++;
		this.later = grown(this.later, this.count);
		this.earlier = grown(this.earlier, this.count);
		this.later[id] = later;
		this.earlier[id] = earlier;
	}
}
