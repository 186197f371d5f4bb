import { parentsOf } from '../../report/keyHistory.ts';
import type { VectorEntry } from '../../report/model.ts';
import { vectorOf, versionRow } from '../../report/versionRow.ts';
import type { Comparison, Span, VectorDifference, VectorHover } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';
import { concurrentTo } from './concurrent.ts';

const MAX_PREVIOUS = 3;
const MAX_CONCURRENT = 5;

/** What a vector knows and misses, compared with the versions that it follows and those concurrent to it. */
export function vectorHover(view: TraceView, event: number, span: Span): VectorHover | null {
	const { trace } = view;
	const { versions } = view.analysis;
	const version = view.versionOf(event);
	const key = trace.key[event] as number;
	if (version < 0) return observedVector(view, event, span);
	const vector = vectorOf(trace, versions, version);
	const previous = parentsOf(versions, versions.keyStart[key] as number, version).slice(-MAX_PREVIOUS);
	const concurrent = concurrentTo(view, version, MAX_CONCURRENT);
	return {
		kind: 'vector',
		span,
		key: trace.keys.text(key),
		dot: [trace.replicas.text(versions.replica[version] as number), versions.counter[version] as number],
		vector,
		neighbours: [
			...previous.map((other) => compared(view, vector, other, 'before')),
			...concurrent.versions.map((other) => compared(view, vector, other, 'concurrent')),
		],
		moreConcurrent: concurrent.total - concurrent.versions.length,
	};
}

/** The vector of an event that creates no version (a read, a state, a receive): what it covers of its key's versions. */
function observedVector(view: TraceView, event: number, span: Span): VectorHover | null {
	const { trace } = view;
	const start = trace.vector[event] as number;
	if (start < 0) return null;
	const vector: VectorEntry[] = [];
	for (let i = 0; i < trace.vectors.size(start); i++) {
		const counter = trace.vectors.counter(start, i);
		if (counter > 0) vector.push([trace.replicas.text(trace.vectors.replica(start, i)), counter]);
	}
	const key = trace.key[event] as number;
	const named = key >= 0 ? trace.keys.text(key) : null;
	return { kind: 'vector', span, key: named, dot: null, vector, neighbours: [], moreConcurrent: 0 };
}

function compared(
	view: TraceView,
	mine: readonly VectorEntry[],
	version: number,
	relation: Comparison['relation'],
): Comparison {
	const other = versionRow(view, version);
	const differences = difference(mine, other.vector);
	return {
		other,
		relation,
		more: differences.filter((entry) => entry.mine > entry.theirs),
		misses: differences.filter((entry) => entry.mine < entry.theirs),
	};
}

/** The entries in which two vectors differ, in the order of the first one. Linear in the entries. */
export function difference(mine: readonly VectorEntry[], theirs: readonly VectorEntry[]): VectorDifference[] {
	const entries = new Map<string, VectorDifference>();
	for (const [replica, counter] of mine) entries.set(replica, { replica, mine: counter, theirs: 0 });
	for (const [replica, counter] of theirs) {
		const entry = entries.get(replica);
		if (entry === undefined) entries.set(replica, { replica, mine: 0, theirs: counter });
		else entry.theirs = counter;
	}
	return [...entries.values()].filter((entry) => entry.mine !== entry.theirs);
}
