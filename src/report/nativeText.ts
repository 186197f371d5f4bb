import { CARRIED_CODES, type CarriedFinding } from '../trace/finding.ts';
import { EVIDENCE_NAMES } from '../trace/importedColumns.ts';
import { createsVersion, OP_NAMES, Op } from '../trace/ops.ts';
import { Flag, keysOf, type ReplicaInfo, type Trace } from '../trace/trace.ts';
import { type Shown, valueText } from './shown.ts';

/**
 * A trace of any format as lines of the native one, a header first, so that the result analyses the same: what the engine
 * works with is written out, and what importers add (native names, certainty, notes) goes with it. What was no event is left
 * out. O(events), values read back one by one.
 */
export function* nativeText(shown: Shown): Iterable<string> {
	const { trace } = shown.analysis;
	yield `${header(trace)}\n`;
	for (let event = 0; event < trace.count; event++) yield `${line(shown, event)}\n`;
}

function header(trace: Trace): string {
	const replicas = [...trace.replicaInfo].map(
		([replica, info]) => `${JSON.stringify(trace.replicas.text(replica))}:${JSON.stringify(infoOf(info))}`,
	);
	const executions = [...trace.executionOf].map(
		([replica, execution]) => `${JSON.stringify(trace.replicas.text(replica))}:${JSON.stringify(execution)}`,
	);
	const merging = [...trace.mergingKeys].map((key) => JSON.stringify(trace.keys.text(key))).join(',');
	const source = fields({
		format: JSON.stringify(trace.format),
		notes: trace.notes.length === 0 ? null : JSON.stringify(trace.notes),
		findings: carried(trace),
		merging: merging === '' ? null : `[${merging}]`,
		madeDots: trace.madeDots ? 'true' : null,
		system: trace.system === null ? null : JSON.stringify(trace.system),
		executions: executions.length === 0 ? null : `{${executions.join(',')}}`,
	});
	return fields({
		op: '"header"',
		version: '1',
		replicas: trace.hasHeader ? `{${replicas.join(',')}}` : null,
		source,
	});
}

/** More findings than this are not carried over: the header is one line. */
const MAX_CARRIED = 50_000;

/** What importers found beyond what the events tell. The event n stands on line n + 2. */
function carried({ findings }: Trace): string | null {
	const found: CarriedFinding[] = [];
	for (let id = 0; id < findings.count && found.length < MAX_CARRIED; id++) {
		const code = CARRIED_CODES.find((one) => one === findings.code(id));
		if (code === undefined) continue;
		found.push({
			code,
			line: Math.max(1, findings.event(id) + 2),
			related: Array.from(findings.related(id), (event) => event + 2),
			text: findings.text(id) ?? '',
		});
	}
	return found.length === 0 ? null : JSON.stringify(found);
}

function infoOf({ name, region, home }: ReplicaInfo): object {
	return {
		...(name !== null && { name }),
		...(region !== null && { region }),
		...(home.length > 0 && { home }),
	};
}

/** The other side of a message of which nothing tells it: a line of the native format has to name one. */
const UNKNOWN = '"unknown"';

function line(shown: Shown, event: number): string {
	const { trace } = shown.analysis;
	const op = trace.op[event] as number;
	const flags = trace.flags[event] as number;
	const value = valueText(shown, event)?.text ?? (op === Op.write || op === Op.merge ? 'null' : null);
	const hasValues = (flags & Flag.values) !== 0;
	const dotted = (flags & Flag.dotted) !== 0;
	const vector = trace.vector[event] as number;
	const { imported } = trace;
	const evidence = imported?.evidence[event] ?? 0;
	const rank = imported?.rank[event] ?? Number.NaN;
	const clock = imported?.clock[event] ?? -1;
	const native = imported?.nativeOf(event) ?? null;
	return fields({
		op: JSON.stringify(OP_NAMES[op]),
		...sides(trace, event),
		...keys(trace, event),
		[hasValues ? 'values' : 'value']: value === null ? null : oneLine(value),
		msg: text(trace.messages, trace.message[event] as number),
		client: text(trace.clients, trace.client[event] as number),
		ts: number(trace.ts[event] as number),
		hlc: hlc(trace, event),
		seq: trace.seq.length === 0 ? null : number(trace.seq[event] as number),
		dot: dotted && createsVersion(op) ? dot(trace, trace.dot[event] as number) : null,
		[dotted ? 'context' : 'vv']: vector < 0 ? null : vectorText(trace, vector),
		clock: clock < 0 ? null : vectorText(trace, clock),
		native: native === null ? null : JSON.stringify(native),
		certainty: evidence === 0 ? null : JSON.stringify(EVIDENCE_NAMES[evidence]),
		rank: number(rank),
		closes: imported?.closes[event] === 1 ? 'true' : null,
	});
}

function sides(trace: Trace, event: number): Record<string, string | null> {
	const op = trace.op[event] as number;
	const at = text(trace.replicas, trace.replica[event] as number);
	const peer = text(trace.replicas, trace.peer[event] as number);
	if (op === Op.sync) return { from: at, to: peer };
	if (op === Op.send) return { at, to: peer ?? UNKNOWN };
	return { at, from: op === Op.receive ? (peer ?? UNKNOWN) : peer };
}

function keys(trace: Trace, event: number): Record<string, string | null> {
	const numbers = Array.from(keysOf(trace, event));
	const [only] = numbers;
	if ((trace.key[event] as number) >= 0) return { key: text(trace.keys, only as number) };
	if (numbers.length === 0) return {};
	return { keys: `[${numbers.map((key) => text(trace.keys, key)).join(',')}]` };
}

function text(table: { text(id: number): string }, id: number): string | null {
	return id < 0 ? null : JSON.stringify(table.text(id));
}

function number(value: number): string | null {
	return Number.isFinite(value) ? String(value) : null;
}

function hlc({ hlcWall, hlcLogical }: Trace, event: number): string | null {
	const wall = hlcWall[event] ?? Number.NaN;
	return Number.isNaN(wall) ? null : JSON.stringify({ wall, logical: hlcLogical[event] });
}

function dot(trace: Trace, start: number): string {
	return `[${JSON.stringify(trace.replicas.text(trace.vectors.replica(start, 0)))},${trace.vectors.counter(start, 0)}]`;
}

/** Written by hand: a replica may be called `__proto__`. */
function vectorText({ vectors, replicas }: Trace, start: number): string {
	const entries = Array.from(
		{ length: vectors.size(start) },
		(_, i) => `${JSON.stringify(replicas.text(vectors.replica(start, i)))}:${vectors.counter(start, i)}`,
	);
	return `{${entries.join(',')}}`;
}

/** JSON has line ends between its parts only, where a blank will do. */
function oneLine(json: string): string {
	return json.replace(/[\r\n]+/g, ' ');
}

function fields(values: Record<string, string | null>): string {
	const written = Object.entries(values).filter(([, value]) => value !== null);
	return `{${written.map(([name, value]) => `"${name}":${value}`).join(',')}}`;
}
