import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNavigation } from '../../../webview/navigation.ts';

describe('persisted navigation', () => {
	it('survives being written and read', () => {
		const navigation = readNavigation(undefined);
		navigation.tab = 'keys';
		navigation.follow = false;
		Object.assign(navigation.conflicts, {
			filter: 'x',
			state: 'open',
			sort: 'pairs',
			descending: true,
			selected: { conflict: 3, key: '__proto__' },
		});
		const also = [{ file: 0, from: 4, to: 5 }];
		navigation.sequence.scope = { kind: 'range', file: 1, from: 2, to: 3, also };
		Object.assign(navigation.keys, { key: '', version: 4, compareWith: 5, sort: 'key', descending: false });
		expect(readNavigation(JSON.parse(JSON.stringify(navigation)))).toEqual(navigation);
	});

	it('takes whatever another version or nobody wrote', () => {
		const initial = readNavigation(undefined);
		fc.assert(
			fc.property(
				fc.record({
					tab: fc.anything(),
					conflicts: fc.anything(),
					sequence: fc.anything(),
					keys: fc.anything(),
				}),
				(value) => {
					const read = readNavigation(value);
					expect(Object.keys(read)).toEqual(Object.keys(initial));
					expect(readNavigation(JSON.parse(JSON.stringify(read)))).toEqual(read);
				},
			),
		);
	});
});
