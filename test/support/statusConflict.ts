/** What every report says of the smallest conflict of the trace model, its lines without the header in `a.reptrace`. */
export const STATUS_CONFLICT = {
	trace: {
		files: ['a.reptrace'],
		format: 'native',
		causality: 'recorded',
		events: 4,
		versions: 2,
		keys: 1,
		replicas: ['R1', 'R2'],
	},
	summary: {
		conflictPairs: 1,
		conflicts: 1,
		conflictsOpen: 1,
		conflictsResolved: 0,
		keysInConflict: 1,
		maxSiblings: 2,
	},
	conflicts: [
		{
			key: 'status',
			certainty: 'proven',
			pairs: 1,
			versions: [versionAt(1, 'R1', 'pending', 'User A'), versionAt(2, 'R2', 'completed', 'User B')],
			detected: { file: 'a.reptrace', line: 3, replica: 'R2' },
			resolvedBy: [],
		},
	],
};

function versionAt(line: number, replica: string, value: string, client: string) {
	return { file: 'a.reptrace', line, replica, counter: 1, op: 'write', value, ts: null, client };
}
