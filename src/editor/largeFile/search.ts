import type { LineFile } from '../../session/lines/lineFile.ts';
import type { FindQuery, ToPage } from '../../session/linesProtocol.ts';

/** The search of one page: at most one at a time, ended at once when another one starts. */
export class Search {
	private stop: (() => void) | null = null;

	constructor(
		private readonly lines: LineFile | null,
		private readonly post: (message: ToPage) => void,
	) {}

	/**
	 * @param search its number, which comes back with what is found
	 * @param query null: just give the search up that runs
	 */
	start(search: number, query: FindQuery | null): void {
		this.dispose();
		if (query === null || this.lines === null) return;
		this.stop = this.lines.find(
			query,
			(found) => {
				this.post({ type: 'found', search, found });
				if (found.done) this.dispose();
			},
			(message) => {
				this.post({ type: 'findFailed', search, message });
				this.dispose();
			},
		);
	}

	dispose(): void {
		this.stop?.();
		this.stop = null;
	}
}
