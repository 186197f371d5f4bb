/** What stands in a certificate, after its shape was checked. */
export interface Checked {
	claim: Record<string, unknown> & { kind: string };
	steps: { by: string; events: number[] }[];
	events: { file: string; line: number; op: string; at: string; ts: number | null }[];
}

type Field = 'string' | 'number' | 'strings';

/** The fields of each kind of claim, besides the kind. */
const CLAIMS: Record<string, Record<string, Field>> = {
	'clock-ahead': { clock: 'string', of: 'string', atLeastMs: 'number' },
	'clock-at-most': { clock: 'string', of: 'string', atMostMs: 'number' },
	'clocks-contradict': { replicas: 'strings', byMs: 'number' },
	'clock-back': { clock: 'string', byMs: 'number' },
	'causal-inversion': { key: 'string', byMs: 'number' },
	'hlc-order': {},
	'hlc-ahead': { aheadMs: 'number' },
};

/** Checks that JSON has the shape of a certificate, with no field too few or too many; answers what is wrong in words if not. */
export function shapeOf(json: unknown): Checked | string {
	if (!hasFields(json, ['certificate', 'version', 'claim', 'steps', 'events']))
		return 'it has not the fields of a certificate';
	if (json.certificate !== 'replication-trace' || json.version !== 1)
		return 'it is no certificate of version 1 of Replication Trace';
	const { claim, steps, events } = json;
	const kind = isRecord(claim) ? claim.kind : undefined;
	const fields = typeof kind === 'string' && Object.hasOwn(CLAIMS, kind) ? CLAIMS[kind] : undefined;
	if (fields === undefined) return 'its claim is of no known kind';
	if (!hasFields(claim, ['kind', ...Object.keys(fields)])) return 'its claim has not the fields of its kind';
	for (const [name, type] of Object.entries(fields))
		if (!isOf(type, claim[name])) return `the field ${name} of its claim is of the wrong type`;
	if (!Array.isArray(events) || events.length === 0 || !events.every(isEvent))
		return 'its events are not well formed';
	if (!Array.isArray(steps) || !steps.every((step) => isStep(step, events.length)))
		return 'its steps are not well formed';
	const used = new Set(steps.flatMap((step: { events: number[] }) => step.events));
	if (kind !== 'hlc-ahead' && used.size !== events.length) return 'it names events that no step uses';
	return json as unknown as Checked;
}

function isEvent(json: unknown): boolean {
	return (
		hasFields(json, ['file', 'line', 'op', 'at', 'ts']) &&
		typeof json.file === 'string' &&
		Number.isSafeInteger(json.line) &&
		typeof json.op === 'string' &&
		typeof json.at === 'string' &&
		(json.ts === null || typeof json.ts === 'number')
	);
}

function isStep(json: unknown, events: number): boolean {
	if (!hasFields(json, ['by', 'events']) || typeof json.by !== 'string' || !Array.isArray(json.events))
		return false;
	return json.events.every((event) => Number.isInteger(event) && event >= 0 && event < events);
}

function isOf(type: Field, json: unknown): boolean {
	if (type === 'strings') return Array.isArray(json) && json.every((item) => typeof item === 'string');
	return typeof json === type;
}

function hasFields(json: unknown, names: readonly string[]): json is Record<string, unknown> {
	if (!isRecord(json)) return false;
	const own = Object.keys(json);
	return own.length === names.length && names.every((name) => Object.hasOwn(json, name));
}

function isRecord(json: unknown): json is Record<string, unknown> {
	return typeof json === 'object' && json !== null && !Array.isArray(json);
}
