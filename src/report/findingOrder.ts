import { FINDING_CODES, FINDING_SEVERITY, type FindingCode, type Severity } from '../trace/finding.ts';
import { conflictCode, conflictEvent, conflictText } from './conflictFinding.ts';
import { findingText } from './findingText.ts';
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
	/** Findings by number: first those of reading, then those of the analysis, then the conflicts. */
	private readonly order: Uint32Array;
	private readonly analysisStart: number;
	private readonly conflictStart: number;

	constructor(
		private readonly shown: Shown,
		choice: FindingChoice = {},
	) {
		const { trace, findings, conflicts } = shown.analysis;
		this.analysisStart = trace.findings.count;
		this.conflictStart = this.analysisStart + findings.count;
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
		const { trace, findings } = this.shown.analysis;
		if (id >= this.conflictStart) return conflictCode(this.shown, id - this.conflictStart);
		return id >= this.analysisStart ? findings.code(id - this.analysisStart) : trace.findings.code(id);
	}

	private placeOf(id: number): { file: number; line: number } {
		const { trace, findings } = this.shown.analysis;
		if (id >= this.conflictStart) return placeOf(trace, conflictEvent(this.shown, id - this.conflictStart));
		const store = id >= this.analysisStart ? findings : trace.findings;
		const at = id >= this.analysisStart ? id - this.analysisStart : id;
		return { file: store.file(at), line: store.line(at) };
	}

	private row(id: number): FindingRow {
		const { trace, findings } = this.shown.analysis;
		const code = this.code(id);
		const text =
			id >= this.conflictStart
				? conflictText(this.shown, id - this.conflictStart)
				: id >= this.analysisStart
					? findingText(trace, findings, id - this.analysisStart)
					: findingText(trace, trace.findings, id);
		return { ...this.placeOf(id), code, severity: FINDING_SEVERITY[code], ...text };
	}
}
