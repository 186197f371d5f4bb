import fc from 'fast-check';
import { type Line, replicasOf } from './line.ts';

/** A change to the lines of a trace. */
export type Mutation = (lines: Line[]) => Line[];

/** Up to three changes of random kinds, in a random order. No change is the smallest. */
export function arbMutations(): fc.Arbitrary<Mutation[]> {
	const one = fc.oneof(
		{ weight: 3, arbitrary: arbShuffle(true) },
		{ weight: 2, arbitrary: arbShuffle(false) },
		{ weight: 3, arbitrary: arbCorruption() },
		{ weight: 2, arbitrary: arbSeq() },
		{ weight: 2, arbitrary: arbDrop() },
		{ weight: 2, arbitrary: arbInsertion() },
	);
	return fc.array(one, { maxLength: 3 });
}

/** Another order of the lines: any, or one that keeps the order of each replica's own. */
function arbShuffle(keepPrograms: boolean): fc.Arbitrary<Mutation> {
	return fc.array(fc.nat(7), { maxLength: 60, size: 'max' }).map((picks) => (lines) => {
		const left = [...lines];
		const shuffled: Line[] = [];
		for (let i = 0; left.length > 0; i++) {
			const free = keepPrograms ? left.filter((line, at) => isFree(line, left.slice(0, at))) : left;
			const next = free[(picks[i] ?? 0) % free.length];
			left.splice(left.indexOf(next), 1);
			shuffled.push(next);
		}
		return shuffled;
	});
}

function isFree(line: Line, before: Line[]): boolean {
	const own = replicasOf(line);
	return !before.some((other) => replicasOf(other).some((replica) => own.includes(replica)));
}

/** Vectors that lie: entries set, removed or raised, counters changed, whole vectors missing or taken from another line. */
function arbCorruption(): fc.Arbitrary<Mutation> {
	const damage = fc.record({
		line: fc.nat(40),
		other: fc.nat(40),
		entry: fc.nat(5),
		counter: fc.nat(4),
		kind: fc.constantFrom('set', 'remove', 'replace', 'dot', 'bare'),
	});
	return fc.array(damage, { minLength: 1, maxLength: 4 }).map((damages) => (lines) => {
		const damaged = [...lines];
		for (const { line, other, entry, counter, kind } of damages) {
			const with_ = lines.flatMap((candidate, at) => (vectorName(candidate) === null ? [] : [at]));
			if (with_.length === 0) break;
			const at = with_[line % with_.length];
			const fields = { ...(damaged[at] as Record<string, unknown>) };
			const name = vectorName(fields) ?? 'vv';
			const source = lines[with_[other % with_.length]] as Record<string, unknown>;
			if (kind === 'bare') {
				delete fields.vv;
				delete fields.dot;
			} else if (kind === 'dot' && Array.isArray(fields.dot)) fields.dot = [fields.dot[0], counter];
			else if (kind === 'replace') fields[name] = source[vectorName(source) as string];
			else
				fields[name] = withEntry(
					fields[name] ?? {},
					source.at as string,
					entry,
					kind === 'remove' ? null : counter,
				);
			damaged[at] = fields;
		}
		return damaged;
	});
}

function vectorName(line: Line): 'vv' | 'context' | null {
	if (typeof line === 'string') return null;
	if (line.vv !== undefined) return 'vv';
	return line.context === undefined ? null : 'context';
}

/** The vector with one entry changed: one that it has, or the given replica's. */
function withEntry(vector: unknown, replica: string, entry: number, counter: number | null): unknown {
	const entries = new Map(Object.entries(vector as Record<string, number>));
	const id = [...entries.keys(), replica][entry % (entries.size + 1)];
	if (counter === null) entries.delete(id);
	else entries.set(id, counter);
	return Object.fromEntries(entries);
}

/** Sequence numbers: the order that the lines have now, for all of them, or random ones for a few. */
function arbSeq(): fc.Arbitrary<Mutation> {
	const numbered: Mutation = (lines) =>
		lines.map((line, at) => (typeof line === 'string' ? line : { ...line, seq: at }));
	const some = fc.array(fc.tuple(fc.nat(40), fc.integer({ min: -2, max: 5 })), {
		minLength: 1,
		maxLength: 5,
	});
	return fc.oneof(
		arbShuffle(false).map(
			(shuffle): Mutation =>
				(lines) =>
					shuffle(numbered(lines)),
		),
		some.map(
			(seqs): Mutation =>
				(lines) => {
					const changed = [...lines];
					for (const [pick, seq] of seqs) {
						const line = changed[pick % changed.length];
						if (typeof line === 'object') changed[pick % changed.length] = { ...line, seq };
					}
					return changed;
				},
		),
	);
}

function arbDrop(): fc.Arbitrary<Mutation> {
	return fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }).map((picks) => (lines) => {
		const left = [...lines];
		for (const pick of picks) left.splice(pick % (left.length + 1), 1);
		return left;
	});
}

/** Lines that are no events, or not whole ones. */
const NO_EVENTS = [
	'',
	' \t',
	'nonsense',
	'{"op":"write","at":"R1","key":"x","val',
	'[{"op":"read","at":"R1","key":"x"}]',
	'null',
	'12',
	'{}',
	'{"op":"jump","at":"R1"}',
	'{"op":"constructor"}',
	'{"op":"__proto__","at":"R1"}',
	'{"op":"write","at":"R1","key":"x"}',
	'{"op":"write","key":"x","value":1}',
	'{"op":"delete","at":"R1"}',
	'{"op":"send","at":"R1","to":"R2"}',
	'{"op":"receive","at":"R1","msg":1}',
	'{"op":"sync","from":"R1"}',
	'{"op":"read","at":"R1","key":"x"} trailing',
	'{"op":"read","at":"R1","key":"x",}',
];

function arbInsertion(): fc.Arbitrary<Mutation> {
	const insertion = fc.tuple(fc.nat(40), fc.constantFrom(...NO_EVENTS));
	return fc.array(insertion, { minLength: 1, maxLength: 4 }).map((insertions) => (lines) => {
		const longer = [...lines];
		for (const [pick, text] of insertions) longer.splice(pick % (longer.length + 1), 0, text);
		return longer;
	});
}
