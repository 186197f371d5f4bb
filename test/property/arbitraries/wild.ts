import fc from 'fast-check';
import { compact, type Line } from './line.ts';
import { arbCast, type Cast } from './names.ts';

/** Lines with small random vectors, messages and orders that no store ever had. */
export function arbWild(maxLines: number): fc.Arbitrary<Line[]> {
	return arbCast().chain((cast) => fc.array(arbWildLine(cast), { maxLength: maxLines, size: 'max' }));
}

function arbWildLine({ replicas, keys }: Cast): fc.Arbitrary<Line> {
	const replica = fc.constantFrom(...replicas.slice(0, 3));
	const key = fc.constantFrom(...keys.slice(0, 2));
	const vector = fc
		.array(fc.tuple(replica, fc.nat(3)), { maxLength: 3 })
		.map((entries) => Object.fromEntries(entries));
	const base = fc.record({
		at: replica,
		peer: replica,
		key,
		counter: fc.integer({ min: 0, max: 3 }),
		vector: vector,
		shape: fc.nat(9),
		msg: fc.constantFrom<unknown>('m', 1, '1'),
		seq: fc.option(fc.integer({ min: -1, max: 4 }), { freq: 6, nil: undefined }),
	});
	const op = fc.constantFrom(
		'write',
		'write',
		'write',
		'merge',
		'delete',
		'read',
		'state',
		'send',
		'receive',
		'sync',
	);
	return fc
		.tuple(op, base)
		.map(([name, drawn]) => compact({ op: name, ...wildFields(name, drawn), seq: drawn.seq }));
}

interface Drawn {
	at: string;
	peer: string;
	key: string;
	counter: number;
	vector: Record<string, number>;
	shape: number;
	msg: unknown;
}

function wildFields(
	op: string,
	{ at, peer, key, counter, vector, shape, msg }: Drawn,
): Record<string, unknown> {
	const naming = [{}, { key }, { keys: [key] }][shape % 3];
	if (op === 'sync') return { from: at, to: peer, ...naming };
	if (op === 'send') return { at, to: peer, msg, ...naming };
	if (op === 'receive') return { at, from: peer, msg, ...naming, vv: shape < 5 ? vector : undefined };
	if (op === 'read' || op === 'state') return { at, key, vv: shape < 5 ? vector : undefined };
	const value = op === 'delete' ? undefined : shape;
	if (shape === 9) return { at, key, value };
	if (shape < 3) return { at, key, value, dot: [at, counter], context: vector };
	// Most plain vectors have an own entry; a few have none and cannot be placed.
	const vv = shape === 8 ? vector : Object.fromEntries([...Object.entries(vector), [at, counter]]);
	return { at, key, value, vv };
}
