import { FINDING_CODES, FINDING_SEVERITY, type FindingCode, type Severity } from '../trace/finding.ts';
import { firstWhere } from '../trace/firstWhere.ts';
import { conflictCode, conflictEvent, conflictText } from './conflictFinding.ts';
import { type FindingSource, findingSources } from './findingSources.ts';
import type { FindingRow } from './model.ts';
import { placeOf, type Shown } from './shown.ts';

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

export interface FindingChoice {
	/** False leaves out the findings on conflicts. */
	conflicts?: boolean;
	/** Only those of one file, by its number. */
	file?: number;
	/** The place of a code in the order, from 0 for the most severe; negative leaves its findings out. */
	rank?: (code: FindingCode) => number;
}

/**
 * All findings of a trace, those of conflicts included, in the order in which they are shown: by severity, then in the order
 * of the files and lines. Only numbers are kept of each; words are made for the rows that are asked for. O(n log n) once.
 */
export class FindingOrder {
	/** Findings by number: first those of the sources, one source after the other, then the conflicts. */
	private readonly order: Uint32Array;
	private readonly sources: readonly FindingSource[];
	/** By source: the number of its first finding. */
	private readonly starts: number[] = [];
	private readonly conflictStart: number;

	constructor(
		private readonly shown: Shown,
		choice: FindingChoice = {},
	) {
		const { conflicts } = shown.analysis;
		this.sources = findingSources(shown);
		let start = 0;
		for (const { store } of this.sources) {
			this.starts.push(start);
			start += store.count;
		}
		this.conflictStart = start;
		const total = this.conflictStart + (choice.conflicts === false ? 0 : conflicts.count);
		const rankOf = choice.rank ?? ((code) => RANK[FINDING_SEVERITY[code]]);
		const ranks = new Map(FINDING_CODES.map((code) => [code, rankOf(code)]));
		const rank = new Uint8Array(total);
		const file = new Uint32Array(total);
		const line = new Uint32Array(total);
		const chosen = new Uint32Array(total);
		let count = 0;
		for (let id = 0; id < total; id++) {
			const place = this.placeOf(id);
			const own = ranks.get(this.code(id)) as number;
			if (own < 0 || (choice.file !== undefined && place.file !== choice.file)) continue;
			rank[id] = own;
			file[id] = place.file;
			line[id] = place.line;
			chosen[count++] = id;
		}
		this.order = chosen
			.subarray(0, count)
			.sort(
				(a, b) =>
					(rank[a] as number) - (rank[b] as number) ||
					(file[a] as number) - (file[b] as number) ||
					(line[a] as number) - (line[b] as number) ||
					a - b,
			);
	}

	/** The number of findings. */
	get total(): number {
		return this.order.length;
	}

	/** The findings from the `from`-th on, at most `count` of them. */
	rows(from: number, count: number): FindingRow[] {
		return Array.from(this.order.subarray(from, from + count), (id) => this.row(id));
	}

	/** The number of the first finding on a line or behind it, where those of one file are in the order of the lines alone. Logarithmic. */
	firstOn(line: number): number {
		return firstWhere(0, this.order.length, (i) => this.placeOf(this.order[i] as number).line >= line);
	}

	/** Calls back for every finding, in order, with its code and line. */
	forEach(use: (code: FindingCode, line: number) => void): void {
		for (const id of this.order) use(this.code(id), this.placeOf(id).line);
	}

	/** Findings by code, those without any left out, in the order of the codes. Linear. */
	counts(): [code: FindingCode, count: number][] {
		const counts = new Map<FindingCode, number>();
		for (const id of this.order) {
			const code = this.code(id);
			counts.set(code, (counts.get(code) ?? 0) + 1);
		}
		return FINDING_CODES.filter((code) => counts.has(code)).map((code) => [code, counts.get(code) as number]);
	}

	private code(id: number): FindingCode {
		if (id >= this.conflictStart) return conflictCode(this.shown, id - this.conflictStart);
		const source = this.sourceOf(id);
		return (this.sources[source] as FindingSource).store.code(id - (this.starts[source] as number));
	}

	private placeOf(id: number): { file: number; line: number } {
		const { trace } = this.shown.analysis;
		if (id >= this.conflictStart) return placeOf(trace, conflictEvent(this.shown, id - this.conflictStart));
		const source = this.sourceOf(id);
		const { store } = this.sources[source] as FindingSource;
		const at = id - (this.starts[source] as number);
		return { file: store.file(at), line: store.line(at) };
	}

	private row(id: number): FindingRow {
		const code = this.code(id);
		const place = { ...this.placeOf(id), code, severity: FINDING_SEVERITY[code] };
		if (id >= this.conflictStart) return { ...place, ...conflictText(this.shown, id - this.conflictStart) };
		const source = this.sourceOf(id);
		return {
			...place,
			...(this.sources[source] as FindingSource).text(id - (this.starts[source] as number)),
		};
	}

	/** The last source that starts at or before a finding's number. */
	private sourceOf(id: number): number {
		let source = this.starts.length - 1;
		while ((this.starts[source] as number) > id) source--;
		return source;
	}
}
