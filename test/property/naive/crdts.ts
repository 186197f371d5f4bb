/** CRDTs by their definitions over all pairs of writes, without any of the engine's code. */
export interface NaiveWrite<Op> {
	id: number;
	replica: number;
	counter: number;
	context: ReadonlyMap<number, number>;
	operations: readonly Op[];
}

export function saw(later: NaiveWrite<unknown>, earlier: NaiveWrite<unknown>): boolean {
	return (later.context.get(earlier.replica) ?? 0) >= earlier.counter;
}

type SetOp = { type: string; element?: unknown };

/** By element's text: whether it is in the set. */
export function naiveSet(writes: NaiveWrite<SetOp>[], adding: 'wins' | 'loses'): string[] {
	const text = (op: SetOp) => JSON.stringify(op.element);
	const all = writes.flatMap((write) => write.operations.map((op) => ({ write, op })));
	const elements = [...new Set(all.filter(({ op }) => op.type === 'add').map(({ op }) => text(op)))];
	const isIn = (element: string) => {
		const adds = all.filter(({ op }) => op.type === 'add' && text(op) === element);
		const removes = all.filter(
			({ op }) => op.type === 'clear' || (op.type === 'remove' && text(op) === element),
		);
		return adding === 'wins'
			? adds.some((add) => !removes.some((remove) => saw(remove.write, add.write)))
			: removes.every((remove) => adds.some((add) => saw(add.write, remove.write)));
	};
	return elements.filter(isIn).sort();
}

type MapOp = { type: string; field?: string; value?: unknown };

/** By field, the values that nobody who saw them wrote over or removed, the one of the greatest stamp first. */
export function naiveObservedRemoveMap(
	writes: NaiveWrite<MapOp>[],
	stamp: (write: NaiveWrite<MapOp>) => number,
): [field: string, values: unknown[]][] {
	const touches = (write: NaiveWrite<MapOp>, field: string) =>
		write.operations.some((op) => op.type === 'clear' || op.field === field);
	const result: [string, unknown[]][] = [];
	for (const field of new Set(writes.flatMap(({ operations }) => operations.map((op) => op.field)))) {
		if (field === undefined) continue;
		const kept = writes
			.flatMap((write) => write.operations.map((op) => ({ write, op })))
			.filter(({ op }) => op.type === 'set' && op.field === field)
			.filter(({ write }) => !writes.some((other) => touches(other, field) && saw(other, write)))
			.sort((a, b) => stamp(b.write) - stamp(a.write));
		if (kept.length > 0) result.push([field, kept.map(({ op }) => op.value)]);
	}
	return result;
}

export function naiveCounter(writes: NaiveWrite<{ type: string; by?: number }>[]): number {
	const resets = writes.filter(({ operations }) => operations.some(({ type }) => type === 'reset'));
	return writes
		.filter((write) => !resets.some((reset) => saw(reset, write)))
		.flatMap(({ operations }) => operations)
		.reduce((sum, { by }) => sum + (by ?? 0), 0);
}
