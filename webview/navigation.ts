import type {
	ConflictQuery,
	ConflictSort,
	DiagramScope,
	InversionQuery,
	KeyQuery,
	LedgerQuery,
	LineRange,
	OverviewAxis,
} from '../src/session/protocol.ts';

const TABS = ['conflicts', 'overview', 'sequence', 'keys', 'clocks', 'strategies'] as const;

export type Tab = (typeof TABS)[number];

/** Where the user is: all that is persisted, besides the names of the trace's files. Data is always asked anew. */
export interface Navigation {
	tab: Tab;
	/** Whether the selection here follows the text cursor. */
	follow: boolean;
	conflicts: {
		filter: string;
		state: ConflictQuery['state'];
		sort: ConflictSort;
		descending: boolean;
		/** Only conflicts with a version in these lines. */
		lines: LineRange[] | null;
		/** Its number is void after an edit; the key (null: not asked for yet) tells whether it is still the same. */
		selected: { conflict: number; key: string | null } | null;
	};
	overview: {
		axis: OverviewAxis;
		/** What is seen, in positions; null: all. */
		view: { from: number; to: number } | null;
		/** The only key that is shown. */
		key: string | null;
		/** The stretch that is marked. */
		range: { from: number; to: number } | null;
		asTable: boolean;
		/** Whether lanes are so low that all fit. */
		allLanes: boolean;
	};
	sequence: {
		/** null: the selected conflict, whichever it is. */
		scope: Exclude<DiagramScope, { kind: 'conflict' }> | null;
		page: number;
		/** null: as wide as the page, not larger than life. */
		zoom: number | null;
		asList: boolean;
		colors: 'theme' | 'print';
	};
	keys: {
		filter: string;
		sort: KeyQuery['sort'];
		descending: boolean;
		key: string | null;
		version: number | null;
		/** The version that the others are compared with; null: each with the one before it. */
		compareWith: number | null;
		/** Whether it is shown what each replica held. */
		held: boolean;
	};
	clocks: {
		/** The id of the replica that clocks are drawn against; null: the one that the engine proposes. */
		reference: string | null;
		/** Of the inversions. */
		filter: string;
		sort: InversionQuery['sort'];
		descending: boolean;
		pairFilter: string;
	};
	strategies: {
		filter: string;
		fate: NonNullable<LedgerQuery['fate']>;
		/** Whether writes are judged as if the clocks had been right. */
		rightClocks: boolean;
		version: number | null;
	};
}

const initial: Navigation = {
	tab: 'conflicts',
	follow: true,
	conflicts: { filter: '', state: 'all', sort: 'file', descending: false, lines: null, selected: null },
	overview: { axis: 'line', view: null, key: null, range: null, asTable: false, allLanes: false },
	sequence: { scope: null, page: 0, zoom: null, asList: false, colors: 'theme' },
	keys: {
		filter: '',
		sort: 'conflicts',
		descending: true,
		key: null,
		version: null,
		compareWith: null,
		held: false,
	},
	clocks: { reference: null, filter: '', sort: 'ms', descending: true, pairFilter: '' },
	strategies: { filter: '', fate: 'all', rightClocks: false, version: null },
};

/** Reads persisted navigation. What is missing or not of the right shape (another version wrote it) is as at first. */
export function readNavigation(value: unknown): Navigation {
	const from = record(value);
	const [conflicts, sequence, keys] = [record(from.conflicts), record(from.sequence), record(from.keys)];
	const selected = record(conflicts.selected);
	const [clocks, strategies, overview] = [
		record(from.clocks),
		record(from.strategies),
		record(from.overview),
	];
	return {
		tab: oneOf(from.tab, [...TABS], initial.tab),
		follow: typeof from.follow === 'boolean' ? from.follow : initial.follow,
		conflicts: {
			filter: text(conflicts.filter) ?? '',
			state: oneOf(conflicts.state, ['all', 'open', 'resolved'], 'all'),
			sort: oneOf(
				conflicts.sort,
				['file', 'key', 'versions', 'pairs', 'state', 'detected', 'certainty'],
				initial.conflicts.sort,
			),
			descending: conflicts.descending === true,
			lines: readLines(conflicts.lines),
			selected:
				count(selected.conflict) !== null
					? { conflict: count(selected.conflict)!, key: text(selected.key) }
					: null,
		},
		overview: {
			axis: oneOf(overview.axis, ['line', 'time'], initial.overview.axis),
			view: readStretch(record(overview.view)),
			key: text(overview.key),
			range: readStretch(record(overview.range)),
			asTable: overview.asTable === true,
			allLanes: overview.allLanes === true,
		},
		sequence: {
			scope: readScope(record(sequence.scope)),
			page: count(sequence.page) ?? 0,
			zoom: typeof sequence.zoom === 'number' && sequence.zoom > 0 ? sequence.zoom : null,
			asList: sequence.asList === true,
			colors: oneOf(sequence.colors, ['theme', 'print'], initial.sequence.colors),
		},
		keys: {
			filter: text(keys.filter) ?? '',
			sort: oneOf(keys.sort, ['file', 'key', 'versions', 'conflicts', 'open', 'siblings'], initial.keys.sort),
			descending: typeof keys.descending === 'boolean' ? keys.descending : initial.keys.descending,
			key: text(keys.key),
			version: count(keys.version),
			compareWith: count(keys.compareWith),
			held: keys.held === true,
		},
		clocks: {
			reference: text(clocks.reference),
			filter: text(clocks.filter) ?? '',
			sort: oneOf(clocks.sort, ['file', 'key', 'ms'], initial.clocks.sort),
			descending: typeof clocks.descending === 'boolean' ? clocks.descending : initial.clocks.descending,
			pairFilter: text(clocks.pairFilter) ?? '',
		},
		strategies: {
			filter: text(strategies.filter) ?? '',
			fate: oneOf(
				strategies.fate,
				['all', 'lost-although-newer', 'lost', 'resurrected', 'changed'],
				initial.strategies.fate,
			),
			rightClocks: strategies.rightClocks === true,
			version: count(strategies.version),
		},
	};
}

function readLines(value: unknown): LineRange[] | null {
	if (!Array.isArray(value) || value.length === 0) return null;
	const ranges = value.map((one) => readRange(record(one)));
	return ranges.every((range) => range !== null) ? ranges : null;
}

function readRange(range: Record<string, unknown>): LineRange | null {
	const [file, from, to] = [count(range.file), count(range.from), count(range.to)];
	return file !== null && from !== null && to !== null ? { file, from, to } : null;
}

function readStretch({ from, to }: Record<string, unknown>): { from: number; to: number } | null {
	const isPosition = (value: unknown): value is number => typeof value === 'number' && value >= 0;
	return isPosition(from) && isPosition(to) && from < to ? { from, to } : null;
}

function readScope(scope: Record<string, unknown>): Navigation['sequence']['scope'] {
	if (scope.kind === 'key' && text(scope.key) !== null) return { kind: 'key', key: text(scope.key)! };
	if (scope.kind === 'trace') return { kind: 'trace' };
	const range = readRange(scope);
	if (scope.kind !== 'range' || range === null) return null;
	const also = readLines(scope.also);
	return { kind: 'range', ...range, ...(also && { also }) };
}

function record(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function oneOf<T>(value: unknown, values: T[], otherwise: T): T {
	return values.find((candidate) => candidate === value) ?? otherwise;
}

function text(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

function count(value: unknown): number | null {
	return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}
