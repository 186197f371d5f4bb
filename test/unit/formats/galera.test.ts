import { expect, it } from 'vitest';
import { reportOfTexts } from '../../support/recorded.ts';

const UUID = { a: '11111111-e78c-11f1-96d5-43322c26f7b9', b: '22222222-e78c-11f1-96d5-43322c26f7b9' };
const at = (second: number) => `2026-11-23 22:30:${String(second).padStart(2, '0')} 0 [Note] WSREP: `;
const own = (node: keyof typeof UUID) =>
	`${at(0)}####### My UUID: ${UUID[node]}\n${at(0)}====\nView:\n  members(2):\n\t0: ${UUID.a}, db-a\n\t1: ${UUID.b}, db-b\n`;

function refused(second: number, winner: number, by: keyof typeof UUID, seen: number): string {
	const victim = by === 'a' ? 'b' : 'a';
	const side = (node: keyof typeof UUID, g: number, s: number) =>
		`source: ${UUID[node]} version: 5 local: ${node === 'a' ? 1 : 0} state: CERTIFYING flags: 65 conn_id: ${g} trx_id: ${g} seqnos (l: ${g}, g: ${g}, s: ${s}, d: ${s}, ts: 1)`;
	return `${at(second)}FLAT8-FLAT8 trx conflict for key (2,FLAT8)0989cb96 056eac38: ${side(victim, winner + 1, seen)} <---> ${side(by, winner, seen)}\n`;
}

it('nodes have the names that they have in the cluster, whatever their files are called', async () => {
	const { trace, conflicts } = await reportOfTexts({ 'x1.log': `${own('a')}${refused(1, 10, 'b', 9)}` });
	expect(trace.replicas.toSorted()).toEqual(['db-a', 'db-b']);
	expect(conflicts.map(({ winner }) => winner?.replica)).toEqual(['db-b']);
});

it('an attempt does not meet one that had been refused before it began', async () => {
	const { summary } = await reportOfTexts({
		'x1.log': `${own('a')}${refused(1, 10, 'b', 9)}${refused(5, 20, 'a', 19)}${refused(9, 30, 'b', 29)}`,
	});
	expect(summary).toMatchObject({ conflicts: 3, conflictPairs: 3 });
});
