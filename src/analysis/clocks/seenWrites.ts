import type { Analysis } from '../analysis.ts';
import { KeyView } from '../keyView.ts';
import { Lanes } from './lanes.ts';

/** Told, of each version, what it has seen. Places are those of the view that is looked at. */
export interface SeenVisitor {
	/** A key is about to be walked: its versions are in the view. */
	onKey?(key: number, view: KeyView): void;
	/**
	 * The versions [start, end) of a key that form a chain: each has seen all before it (see Chains). Where there is no such
	 * method they are told like others.
	 */
	onChain?(start: number, end: number): void;
	/** `seen`: by the view's replicas, how many of their versions (by counter) are in the context of the version. */
	onVersion(place: number, seen: Int32Array, view: KeyView, lanes: Lanes): void;
}

/**
 * Walks the versions of every key that has several, in visiting order, with what each has seen. Versions that are left out as
 * unsound are not walked. O(versions · replicas).
 */
export function walkSeen({ trace, versions, chains }: Analysis, visitor: SeenVisitor): void {
	const view = new KeyView(versions, trace.replicas.size);
	const lanes = new Lanes();
	const ids = Int32Array.from({ length: versions.count }, (_, version) => version);
	let seen = new Int32Array(16);
	for (let key = 0; key < trace.keys.size; key++) {
		const start = versions.keyStart[key] as number;
		const end = versions.keyStart[key + 1] as number;
		if (end - start < 2) continue;
		if (chains[key] === 1 && visitor.onChain !== undefined) {
			visitor.onChain(start, end);
			continue;
		}
		view.load(ids, start, end);
		if (view.size < 2) continue;
		lanes.load(view);
		visitor.onKey?.(key, view);
		if (seen.length < view.replicas) seen = new Int32Array(view.replicas * 2);
		for (let place = 0; place < view.size; place++) {
			view.readSeen(place, seen);
			visitor.onVersion(place, seen, view, lanes);
		}
	}
}
