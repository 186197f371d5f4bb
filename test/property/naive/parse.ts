import type { NaiveEvent, NaiveFile, NaiveFinding, Vector } from './types.ts';

/** What the lines say, before any thought of causality. */
export interface NaiveTrace {
	events: NaiveEvent[];
	findings: NaiveFinding[];
	/** Ids named by headers, in the order in which they stand there. */
	headerReplicas: string[];
}

type Fields = Record<string, unknown>;

const REQUIRED: Record<string, string[]> = {
	write: ['at', 'key', 'value'],
	delete: ['at', 'key'],
	merge: ['at', 'key', 'value'],
	send: ['at', 'to', 'msg'],
	receive: ['at', 'from', 'msg'],
	sync: ['from', 'to'],
	read: ['at', 'key'],
	state: ['at', 'key'],
};

/** Reads every line of every file with JSON.parse. Blank lines are nothing, a header counts on a file's first line. */
export function parseNaive(files: NaiveFile[]): NaiveTrace {
	const trace: NaiveTrace = { events: [], findings: [], headerReplicas: [] };
	for (const file of files) {
		const lines = file.text.replace(/^\uFEFF/, '').split('\n');
		lines.forEach((text, index) => {
			readLine(trace, file.name, index + 1, text);
		});
	}
	return trace;
}

function readLine(trace: NaiveTrace, file: string, line: number, text: string): void {
	if (/^[ \t\r]*$/.test(text)) return;
	const refuse = (code: string) => trace.findings.push({ code, file, line });
	const fields = parseObject(text);
	if (fields === null) return void refuse('malformed-line');
	const op = own(fields, 'op');
	if (typeof op !== 'string') return void refuse('missing-field');
	if (op === 'header' && line === 1) return void readHeader(trace, fields);
	const required = Object.hasOwn(REQUIRED, op) ? REQUIRED[op] : undefined;
	if (required === undefined) return void refuse('unknown-op');
	if (!required.every((name) => isPresent(name, fields))) return void refuse('missing-field');
	trace.events.push(toEvent(fields, op as NaiveEvent['op'], trace.events.length, file, line));
}

function parseObject(text: string): Fields | null {
	try {
		const parsed: unknown = JSON.parse(text);
		return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
			? (parsed as Fields)
			: null;
	} catch {
		return null;
	}
}

/** Only own properties: `{}` has a `constructor` too. */
function own(fields: Fields, name: string): unknown {
	return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function isPresent(name: string, fields: Fields): boolean {
	const value = own(fields, name);
	if (name === 'value') return value !== undefined;
	if (name === 'msg') return typeof value === 'string' || typeof value === 'number';
	return typeof value === 'string';
}

function readHeader(trace: NaiveTrace, fields: Fields): void {
	const replicas = own(fields, 'replicas');
	if (typeof replicas !== 'object' || replicas === null || Array.isArray(replicas)) return;
	for (const id of Object.keys(replicas)) {
		if (!trace.headerReplicas.includes(id)) trace.headerReplicas.push(id);
	}
}

function toEvent(
	fields: Fields,
	op: NaiveEvent['op'],
	index: number,
	file: string,
	line: number,
): NaiveEvent {
	const string = (name: string) => asType<string>(own(fields, name), 'string');
	const msg = own(fields, 'msg');
	return {
		index,
		file,
		line,
		op,
		at: (op === 'sync' ? string('to') : string('at')) as string,
		from: string('from'),
		to: string('to'),
		msg: msg === undefined ? null : String(msg),
		keys: toKeys(fields),
		vv: toVector(own(fields, 'vv')),
		dot: toDot(own(fields, 'dot')),
		context: toVector(own(fields, 'context')),
		seq: asType<number>(own(fields, 'seq'), 'number'),
		value: own(fields, 'value') ?? null,
		ts: asType<number>(own(fields, 'ts'), 'number'),
		hlc: toHlc(own(fields, 'hlc')),
		values: toValues(fields),
		client: string('client'),
	};
}

function asType<T>(value: unknown, type: 'string' | 'number'): T | null {
	return typeof value === type ? (value as T) : null;
}

function toKeys(fields: Fields): string[] | null {
	const keys: string[] = [];
	const key = own(fields, 'key');
	const list = own(fields, 'keys');
	if (typeof key === 'string') keys.push(key);
	if (Array.isArray(list)) keys.push(...list.filter((item): item is string => typeof item === 'string'));
	return typeof key === 'string' || Array.isArray(list) ? keys : null;
}

function toVector(value: unknown): Vector | null {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
	return new Map(Object.entries(value as Record<string, number>));
}

function toDot(value: unknown): NaiveEvent['dot'] {
	if (!Array.isArray(value)) return null;
	return { replica: value[0] as string, counter: value[1] as number };
}

function toHlc(value: unknown): NaiveEvent['hlc'] {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
	const { wall, logical } = value as Fields;
	return typeof wall === 'number' ? { wall, logical: typeof logical === 'number' ? logical : 0 } : null;
}

function toValues(fields: Fields): unknown[] | null {
	const values = own(fields, 'values');
	const value = own(fields, 'value');
	if (value !== undefined) return [value];
	return Array.isArray(values) ? values : null;
}
