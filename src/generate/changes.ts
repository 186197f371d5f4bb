/**
 * The keys that a replica holds something of, the last changed first, so that an exchange visits only what changed
 * since the last one. A list linked through arrays: memory depends on the number of keys alone.
 */
export class Changes {
	private readonly newer: Int32Array;
	private readonly older: Int32Array;
	private readonly changedAt: Float64Array;
	private newest = -1;
	/** Counts the changes: a point in this replica's history. */
	now = 0;

	constructor(keys: number) {
		this.newer = new Int32Array(keys).fill(-1);
		this.older = new Int32Array(keys).fill(-1);
		this.changedAt = new Float64Array(keys);
	}

	/** Notes that the key changed just now. */
	touch(key: number): void {
		this.changedAt[key] = ++this.now;
		if (this.newest === key) return;
		const newer = this.newer[key];
		const older = this.older[key];
		if (newer !== -1) this.older[newer] = older;
		if (older !== -1) this.newer[older] = newer;
		this.older[key] = this.newest;
		this.newer[key] = -1;
		if (this.newest !== -1) this.newer[this.newest] = key;
		this.newest = key;
	}

	/** The keys that changed after a point in history. Changing them meanwhile is not allowed. */
	*since(then: number): Generator<number> {
		for (let key = this.newest; key !== -1 && this.changedAt[key] > then; key = this.older[key]) yield key;
	}
}
