/** What is shown of convergence, as small plain objects. Texts are raw trace text. */
import type { Place, VersionRow } from '../model.ts';

/** What one replica held of a key. */
export interface HeldRow {
	replica: string;
	name: string;
	/** How many versions of the key, superseded ones too. */
	held: number;
	/** Those that none of the others held supersedes; at most a few. */
	latest: VersionRow[];
	/** Its last read or state of the key up to there: where, and the values as JSON text; null where there was none. */
	report: (Place & { value: string | null }) | null;
}

/** What each replica held of a key at one time. */
export interface HeldAt {
	key: string;
	/** The line that it is told of: that asked for, or the last event before it. */
	place: Place;
	/** How many versions of the key there were by then. */
	written: number;
	replicas: HeldRow[];
}
