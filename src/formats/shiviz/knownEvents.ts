/** The events of the files read so far: a log that is merged of others and given with them repeats theirs. */
export class KnownEvents {
	repeated = 0;
	private readonly before = new Map<string, Map<number, string>>();
	private readonly now: { at: string; own: number; rest: string }[] = [];

	/** Whether a file read before has this very event. */
	has(at: string, own: number, clock: readonly (readonly [string, number])[], text: string): boolean {
		const rest = `${text}\n${clock
			.map((entry) => entry.join(':'))
			.sort()
			.join(' ')}`;
		if (this.before.get(at)?.get(own) === rest) {
			this.repeated++;
			return true;
		}
		this.now.push({ at, own, rest });
		return false;
	}

	endFile(): void {
		for (const { at, own, rest } of this.now) {
			const ofHost = this.before.get(at) ?? new Map<number, string>();
			this.before.set(at, ofHost.set(own, rest));
		}
		this.now.length = 0;
	}
}
