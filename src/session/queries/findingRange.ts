import type { FindingRow } from '../../report/model.ts';
import type { FindingCode } from '../../trace/finding.ts';
import type { Span } from '../editorQueries.ts';
import { Columns } from '../line/columns.ts';
import { fieldNamed } from '../line/fields.ts';
import { spanOf, type TraceView } from '../traceView.ts';

const VECTOR = ['vv', 'context', 'dot'];

/** The fields that a finding is about, the first one that the line has; of those that are not here the whole line. */
const FIELDS: Partial<Record<FindingCode, readonly string[]>> = {
	'unknown-op': ['op'],
	'missing-field': ['op'],
	'vector-unsound': VECTOR,
	'dot-reused': ['dot', ...VECTOR],
	'counter-regression': ['dot', ...VECTOR],
	'counter-gap': ['dot', ...VECTOR],
	'vector-claims-unseen': VECTOR,
	'vector-misses-seen': VECTOR,
	'receive-without-send': ['msg'],
	'receive-before-send': ['msg'],
	'duplicate-receive': ['msg'],
	'causal-inversion': ['ts'],
	'clock-skew': ['ts'],
	'clock-step': ['ts'],
	'timestamp-tie': ['ts'],
	'hlc-violation': ['hlc'],
	diverged: ['value', 'values'],
	'stale-read': ['key'],
	'read-your-writes': ['key'],
	'monotonic-reads': ['key'],
	'monotonic-writes': ['key'],
	'writes-follow-reads': ['key'],
};

/** Tells where on its line a finding of a file stands. Findings of one line are to be asked for in their order. */
export function findingRanges(view: TraceView, file: number): (finding: FindingRow) => Span {
	let columns: Map<number, [from: number, to: number][]> | null = null;
	return (finding) => {
		if (finding.code === 'malformed-line') {
			columns ??= malformedColumns(view, file);
			const range = columns.get(finding.line)?.shift();
			if (range !== undefined && range[0] >= 0) return bytesSpan(view, finding, range);
		}
		if (finding.code === 'unknown-replica') return replicaSpan(view, finding);
		return view.span(finding, ...(FIELDS[finding.code] ?? []));
	};
}

/** By line, the byte columns of the file's malformed-line findings, in their order. */
function malformedColumns({ trace }: TraceView, file: number): Map<number, [number, number][]> {
	const byLine = new Map<number, [number, number][]>();
	const { findings } = trace;
	for (let id = 0; id < findings.count; id++) {
		if (findings.code(id) !== 'malformed-line' || findings.file(id) !== file) continue;
		const line = findings.line(id);
		const columns = byLine.get(line);
		const range: [number, number] = [findings.a(id), findings.b(id)];
		if (columns === undefined) byLine.set(line, [range]);
		else columns.push(range);
	}
	return byLine;
}

/** From a byte column to another; where nothing is left there (the line ends too early), its last character. */
function bytesSpan(view: TraceView, place: FindingRow, [from, to]: readonly [number, number]): Span {
	const whole = view.span(place);
	const columns = new Columns(view.lineBytes(place));
	const start = columns.at(from);
	const end = Math.min(to < 0 ? whole.end : columns.at(to), whole.end);
	return start < end ? { ...whole, start, end } : { ...whole, start: Math.max(0, whole.end - 1) };
}

/** The first field that names a replica which the header does not know. */
function replicaSpan(view: TraceView, finding: FindingRow): Span {
	const fields = view.fields(finding);
	for (const name of ['at', 'from', 'to']) {
		const field = fieldNamed(fields, name);
		const replica = field?.text == null ? -1 : view.trace.replicas.find(field.text);
		if (field !== undefined && replica >= 0 && !view.trace.replicaInfo.has(replica))
			return spanOf(finding, field);
	}
	return view.span(finding, ...VECTOR);
}
